#pragma once

// Which values steps read and make.

#include <autodiff/program/plan.hpp>

#include <cstdint>
#include <vector>

namespace autodiff::program {

/// f(the number of a value) for each operand that differs from point to point.
template <class F>
void for_each_read(const Step& step, const F& f) {
    for (const Step& row : step.rows) for_each_read(row, f);
    for (const Operand& operand : step.operands)
        if (!operand.uniform) f(operand.id);
    for (const Term& term : step.terms) {
        const bool first = term.kind == TermKind::product || term.kind == TermKind::minus_product;
        if (first && !term.a.uniform && step.kind == StepKind::sum_of_products) f(term.a.id);
        if (!term.b.uniform) f(term.b.id);
    }
}

/// f(the number of each value that the step makes).
template <class F>
void for_each_result(const Step& step, const F& f) {
    if (step.kind == StepKind::operation || step.kind == StepKind::sum_of_products) f(step.value);
    for (const Step& row : step.rows) for_each_result(row, f);
    for (const std::uint32_t result : step.results)
        if (result != none) f(result);
}

/// How often each value is read; once more for each output of a map that it is.
inline std::vector<std::uint32_t> read_counts(const Plan& plan) {
    std::vector<std::uint32_t> reads(plan.values);
    for (const Step& step : plan.steps) for_each_read(step, [&](std::uint32_t value) { ++reads[value]; });
    for (const Operand& output : plan.outputs)
        if (!output.uniform) ++reads[output.id];
    return reads;
}

} // namespace autodiff::program
