#pragma once

#include <autodiff/validation/checks/checker.hpp>
#include <autodiff/validation/checks/engines.hpp>
#include <autodiff/validation/checks/rule.hpp>

#include <limits>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace autodiff {

/// Every real number.
inline constexpr Interval real_line{-std::numeric_limits<double>::infinity(), std::numeric_limits<double>::infinity()};

namespace checks {

/// At the given points.
[[nodiscard]] Report check_points(const Subject& subject, std::span<const std::vector<double>> points,
                                  std::vector<Interval> domain, const CheckOptions& options);
/// At random points of the domain and at its edges.
[[nodiscard]] Report check_domain(const Subject& subject, std::vector<Interval> domain, const CheckOptions& options);

} // namespace checks

/// Are the derivatives of f at x right? f takes a vector of scalars and returns one or several. All ways of
/// differentiation are compared with each other, inside longer programs too, and with extrapolated differences, whose
/// own error is estimated; see docs/checking.md. Functions of `const auto&` are run with Var, Dual and Dual inside Var;
/// one that is meant for Var alone says so in its parameter. Throws nothing that f does not throw, but ShapeError for
/// points of the wrong size.
template <class F, NumberRange X = std::initializer_list<double>>
[[nodiscard]] Report check_gradient(F&& f, const X& x, const CheckOptions& options = {}) {
    const std::vector<double> point = derivatives::numbers(x);
    const checks::Subject subject = checks::subject_of("check_gradient", checks::active_functions(f), point.size());
    return checks::check_points(subject, std::span(&point, 1), std::vector<Interval>(point.size(), real_line), options);
}

/// The same for a function of one scalar.
template <class F>
[[nodiscard]] Report check_gradient(F&& f, double x, const CheckOptions& options = {}) {
    const checks::OfOneScalar<std::remove_reference_t<F>> of_vector{f};
    return check_gradient(of_vector, std::vector{x}, options);
}

/// Are the derivatives of f right in a box, one interval an input? At options.points points, the edges among them,
/// which are approached from inside.
template <class F>
[[nodiscard]] Report check_function(F&& f, const std::vector<Interval>& domain, const CheckOptions& options = {}) {
    return checks::check_domain(checks::subject_of("check_function", checks::active_functions(f), domain.size()),
                                domain, options);
}

/// The same for a function of one scalar.
template <class F>
[[nodiscard]] Report check_function(F&& f, const Interval& domain, const CheckOptions& options = {}) {
    const checks::OfOneScalar<std::remove_reference_t<F>> of_vector{f};
    return check_function(of_vector, std::vector{domain}, options);
}

/// The same at points of the caller's choice; the function is assumed to go on around them.
template <class F>
[[nodiscard]] Report check_function_at(F&& f, const std::vector<std::vector<double>>& points,
                                       const CheckOptions& options = {}) {
    const std::size_t inputs = points.empty() ? 0 : points.front().size();
    return checks::check_points(checks::subject_of("check_function_at", checks::active_functions(f), inputs), points,
                                std::vector<Interval>(inputs, real_line), options);
}

/// Is a derivative that was written by hand right? `derivative` takes a std::vector<double> and returns df[k]/dx[j],
/// row by row: the gradient where f has one output.
template <class F, class Derivative>
[[nodiscard]] Report check_hand_written(F&& f, Derivative&& derivative, const std::vector<Interval>& domain,
                                        const CheckOptions& options = {}) {
    checks::Subject subject = checks::subject_of("check_hand_written", checks::active_functions(f), domain.size());
    subject.engines.push_back(checks::hand_written_engine(subject.value, [&derivative](std::span<const double> x) {
        return derivatives::call_for_outputs<double>(derivative, std::vector<double>(x.begin(), x.end()));
    }));
    return checks::check_domain(subject, domain, options);
}

/// Is the rule of an operation right, a struct in the manner of ops/operation.hpp, in the catalogue or not? Its
/// partials are compared with differences of its value, on double, duals, tapes of duals and symbols, and
/// differentiated once more. An n-ary operation is checked with as many arguments as the domain has intervals.
template <class Op>
[[nodiscard]] Report check_rule(const std::vector<Interval>& domain, const CheckOptions& options = {}) {
    return checks::check_domain(checks::subject_of_rule<Op>(domain.size()), domain, options);
}

/// On all real numbers, three of them for an n-ary operation; where it is not finite nothing is compared.
template <class Op>
[[nodiscard]] Report check_rule(const CheckOptions& options = {}) {
    constexpr std::size_t arguments = Op::arity == ops::any_number ? 3 : static_cast<std::size_t>(Op::arity);
    return check_rule<Op>(std::vector<Interval>(arguments, real_line), options);
}

/// Are the adjoints of a function right that calls `external`? As check_function, but without the graph, which cannot
/// hold such a function. Functions of Var say so: `const std::vector<ad::Var>&`.
template <class F>
[[nodiscard]] Report check_rule(F&& f, const std::vector<Interval>& domain, const CheckOptions& options = {}) {
    checks::Subject subject = checks::subject_of("check_rule", checks::active_functions(f), domain.size());
    std::erase_if(subject.engines, [](const checks::Engine& engine) {
        return engine.name == "graph" || engine.name == "compiled program";
    });
    subject.record = nullptr;
    return checks::check_domain(subject, domain, options);
}

} // namespace autodiff
