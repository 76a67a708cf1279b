#include <autodiff/validation/formula_accuracy.hpp>

#include <autodiff/base/error.hpp>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace autodiff {

namespace {

ExactReal exact_real(const ExactNumber& number) {
    switch (number.kind) {
    case ExactNumber::Kind::pi:
        return {ExactReal::Kind::pi};
    case ExactNumber::Kind::e:
        return {ExactReal::Kind::e};
    case ExactNumber::Kind::rational:
        break;
    }
    return {ExactReal::Kind::rational, number.numerator, number.denominator};
}

} // namespace

std::vector<ExactReal> exact_reals(const Formula& formula) {
    std::vector<ExactReal> numbers;
    for (const ExactNumber& number : formula.numbers) numbers.push_back(exact_real(number));
    return numbers;
}

Enclosure enclose(const Formula& formula, std::span<const double> x, const EncloseOptions& options) {
    return enclose(formula.exact, x, exact_reals(formula), options).front();
}

AccuracyMap accuracy(const Formula& formula, std::span<const Interval> domain, const AccuracyOptions& options) {
    return accuracy(formula, formula, domain, options);
}

AccuracyMap accuracy(const Formula& formula, const Formula& reference, std::span<const Interval> domain,
                     const AccuracyOptions& options) {
    if (formula.variables != reference.variables)
        throw Error(fmt::format("accuracy: the formula has the variables ({}) and the reference ({}); give both the "
                                "same in the same order.",
                                fmt::join(formula.variables, ", "), fmt::join(reference.variables, ", ")));
    return accuracy(formula.graph, reference.exact, exact_reals(reference), domain, options);
}

} // namespace autodiff
