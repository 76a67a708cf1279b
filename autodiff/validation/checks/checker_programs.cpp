// The checks beyond differences: the complex step, longer programs and their chain factors, products with directions,
// second derivatives.

#include <autodiff/base/error.hpp>
#include <autodiff/validation/checks/checker.hpp>
#include <autodiff/validation/checks/complex_step.hpp>

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

namespace autodiff::checks {

namespace {

constexpr double tolerance_of_products = 1e-9;
// Complex arithmetic has other partials, which may be ill-conditioned.
constexpr double complex_tolerance = 1e-7;
constexpr double complex_underflow = 1e-200;

bool all_finite(std::span<const double> numbers) {
    return std::all_of(numbers.begin(), numbers.end(), [](double x) { return std::isfinite(x); });
}

/// wᵀ J, or J v.
std::vector<double> rows_times(std::span<const double> w, const Matrix& matrix) {
    std::vector<double> result(matrix.columns);
    for (std::size_t k = 0; k < matrix.rows; ++k)
        for (std::size_t j = 0; j < matrix.columns; ++j) result[j] += w[k] * matrix(k, j);
    return result;
}

std::vector<double> sizes(std::span<const double> numbers) {
    std::vector<double> result;
    result.reserve(numbers.size());
    for (const double x : numbers) result.push_back(std::abs(x));
    return result;
}

Matrix sizes(const Matrix& matrix) { return {matrix.rows, matrix.columns, sizes(matrix.elements)}; }

/// wᵀ J A and what its terms add up to without their signs.
struct Product {
    std::vector<double> value;
    std::vector<double> size;
};

Product chain_product(const Chain& chain, const Matrix& jacobian) {
    return {rows_times(rows_times(chain.outer, jacobian), chain.inner),
            rows_times(rows_times(sizes(chain.outer), sizes(jacobian)), sizes(chain.inner))};
}

/// What a derivative that takes its seed for 1 makes of the chain, if that is what it makes.
const char* forgotten_factor(const Chain& chain, const Matrix& jacobian, std::span<const double> found) {
    Chain outer_forgotten = chain;
    std::fill(outer_forgotten.outer.begin(), outer_forgotten.outer.end(), 1.0);
    Chain inner_forgotten = chain;
    std::fill(inner_forgotten.inner.elements.begin(), inner_forgotten.inner.elements.end(), 1.0);
    const auto explains = [&](const Chain& wrong) {
        const Product product = chain_product(wrong, jacobian);
        for (std::size_t j = 0; j < found.size(); ++j)
            if (std::abs(found[j] - product.value[j]) > 1e-6 * product.size[j]) return false;
        return true;
    };
    if (explains(outer_forgotten)) return "the adjoint of the output is not multiplied with: it is taken for 1";
    if (explains(inner_forgotten)) return "the tangent of the input is not multiplied with: it is taken for 1";
    return "it is right for unit seeds and wrong for others, or inside a longer program";
}

} // namespace

void Checker::check_complex_step(const Linearisation& first, Place& place) {
    if (!place.conditioning) return;
    const std::optional<Matrix> truth = complex_step_jacobian(place.graph, place.x);
    if (!truth) return;
    for (std::size_t k = 0; k < place.values.size(); ++k)
        for (std::size_t j = 0; j < place.x.size(); ++j) {
            ++report_.comparisons;
            const double a = first.jacobian(k, j);
            const double b = (*truth)(k, j);
            const double paths = place.conditioning->paths(k, j);
            if (!std::isfinite(paths) || std::isnan(b) || place.settled[k * place.x.size() + j] != Settled::no)
                continue;
            const double tolerance = complex_tolerance * std::max(paths, std::abs(b)) + complex_underflow;
            if (std::abs(a - b) <= tolerance) continue;
            const Diagnosis diagnosis = compare_numbers(a, b);
            add({true, subject_.engines[0].name + " against the complex step", component(k, j), place.x, a, b,
                 tolerance, diagnosis.cause, diagnosis.explanation});
        }
}

void Checker::check_chain(const Linearisation& linear, const Engine& engine, const Place& place) {
    if (!engine.chained || !all_finite(linear.jacobian.elements)) return;
    const std::size_t n = place.x.size();
    const Chain chain{{n, n, random_.factors(n * n)}, random_.factors(place.values.size())};
    std::vector<double> found;
    try {
        found = engine.chained(place.x, chain);
    } catch (const Error& error) {
        add({!engine.optional, engine.name + " in a longer program", "w f(x + A t)", place.x, NAN, NAN, 0,
             Cause::engine_fails, error.what()});
        return;
    }
    const Matrix& terms = place.conditioning && all_finite(place.conditioning->paths.elements)
                              ? place.conditioning->paths
                              : linear.jacobian;
    const Product expected = chain_product(chain, linear.jacobian);
    const Product largest = chain_product(chain, terms);
    for (std::size_t j = 0; j < n; ++j) {
        ++report_.comparisons;
        const double tolerance = tolerance_of_products * std::max(expected.size[j], largest.size[j]) + underflow;
        if (std::abs(found[j] - expected.value[j]) <= tolerance) continue;
        add({true, engine.name + " in a longer program", fmt::format("d (w f(x + A t)) / d t{}", j), place.x, found[j],
             expected.value[j], tolerance, Cause::missing_chain_factor,
             forgotten_factor(chain, linear.jacobian, found)});
        return; // the other inputs say the same
    }
}

void Checker::check_adjoint_identity(const Linearisation& first, const Place& place) {
    if (!subject_.jvp || !subject_.vjp || !all_finite(first.jacobian.elements)) return;
    const std::vector<double> v = random_.factors(place.x.size());
    const std::vector<double> w = random_.factors(place.values.size());
    double forward = 0;
    double reverse = 0;
    try {
        const std::vector<double> jv = subject_.jvp(place.x, v);
        const std::vector<double> wj = subject_.vjp(place.x, w);
        for (std::size_t k = 0; k < w.size(); ++k) forward += w[k] * jv[k];
        for (std::size_t j = 0; j < v.size(); ++j) reverse += wj[j] * v[j];
    } catch (const Error&) {
        return; // an engine that cannot has already said so
    }
    ++report_.comparisons;
    const bool known = place.conditioning && all_finite(place.conditioning->paths.elements);
    const std::vector<double> terms = rows_times(sizes(w), sizes(known ? place.conditioning->paths : first.jacobian));
    double size = 0;
    for (std::size_t j = 0; j < v.size(); ++j) size += terms[j] * std::abs(v[j]);
    const double tolerance = tolerance_of_products * size + underflow;
    if (std::abs(forward - reverse) <= tolerance) return;
    add({true, "w (J v) against (w J) v", "w J v for random v and w", place.x, reverse, forward, tolerance,
         Cause::missing_chain_factor, "forward and reverse differ for seeds other than 1"});
}

void Checker::check_hessian(const Place& place) {
    const std::size_t n = place.x.size();
    constexpr std::size_t most_inputs = 16;
    if (!options_.second_order || !subject_.hessian || n > most_inputs || place.values.size() != 1 ||
        hessians_ >= options_.second_order_points)
        return;
    Matrix hessian;
    try {
        hessian = subject_.hessian(place.x);
    } catch (const Error&) {
        return; // a function that cannot be recorded, for instance
    }
    ++hessians_;
    const PlainFunction gradient = [&](std::span<const double> x) {
        return subject_.engines[0].linearise(x).jacobian.elements;
    };
    const std::vector<double> at_x = gradient(place.x);
    if (!all_finite(at_x)) return;
    std::vector<double> rounding;
    rounding.reserve(n);
    for (std::size_t j = 0; j < n; ++j) rounding.push_back(8 * 0x1p-52 * scale(place, 0, j, at_x[j], at_x[j]));
    std::vector<Slope> slopes(n * n); // d gradient[j] / d x[i] at [j, i]
    for (std::size_t i = 0; i < n; ++i) {
        const Line line(gradient, place.x, at_x, i, domain_[i], rounding);
        for (std::size_t j = 0; j < n; ++j) slopes[j * n + i] = line.slope(j);
    }
    check_second_derivatives(hessian, slopes, place);
    check_symmetry(hessian, slopes, place);
}

std::string Checker::second_component(std::size_t i, std::size_t j) const {
    return fmt::format("d2 f / d {} d {}", input_name(i, subject_.inputs, options_.names),
                       input_name(j, subject_.inputs, options_.names));
}

void Checker::check_second_derivatives(const Matrix& hessian, std::span<const Slope> slopes, const Place& place) {
    for (std::size_t j = 0; j < hessian.rows; ++j)
        for (std::size_t i = 0; i < hessian.columns; ++i) {
            const Slope& slope = slopes[j * hessian.columns + i];
            ++report_.comparisons;
            if (!slope.conclusive()) {
                ++report_.inconclusive;
                continue;
            }
            if (std::isinf(slope.value) || agrees(hessian(j, i), slope)) continue;
            const Diagnosis diagnosis = compare_numbers(hessian(j, i), slope.value);
            add({true, "Hessian against differences of the gradient", second_component(j, i), place.x, hessian(j, i),
                 slope.value, slope.error, diagnosis.cause, diagnosis.explanation});
        }
}

void Checker::check_symmetry(const Matrix& hessian, std::span<const Slope> slopes, const Place& place) {
    const std::size_t n = hessian.rows;
    for (std::size_t i = 0; i < n; ++i)
        for (std::size_t j = 0; j < i; ++j) {
            ++report_.comparisons;
            const double a = hessian(i, j);
            const double b = hessian(j, i);
            const double noise = slopes[i * n + j].error + slopes[j * n + i].error; // infinite: not known
            const double tolerance = tolerance_of_products * (std::abs(a) + std::abs(b)) + options_.safety * noise;
            if (std::abs(a - b) <= tolerance || !std::isfinite(tolerance)) continue;
            add({true, "symmetry of the Hessian", second_component(i, j), place.x, a, b, tolerance,
                 Cause::wrong_formula, "it differs from the one with the inputs exchanged"});
        }
}

} // namespace autodiff::checks
