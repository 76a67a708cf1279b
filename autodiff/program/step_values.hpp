#pragma once

// Which values steps read and make.

#include <autodiff/program/plan.hpp>

#include <cstdint>
#include <vector>

namespace autodiff::program {

/// f(the number of a value) for each operand that differs from point to point; f may change it in a step that is not
/// const.
template <class AnyStep, class F>
void for_each_read(AnyStep& step, const F& f) {
    for (auto& row : step.rows) for_each_read(row, f);
    for (auto& operand : step.operands)
        if (!operand.uniform) f(operand.id);
    for (auto& term : step.terms) {
        const bool first = term.kind == TermKind::product || term.kind == TermKind::minus_product;
        if (first && !term.a.uniform && step.kind == StepKind::sum_of_products) f(term.a.id);
        if (!term.b.uniform) f(term.b.id);
    }
}

template <class F>
void for_each_result(const Step& step, const F& f) {
    if (step.kind == StepKind::operation || step.kind == StepKind::sum_of_products) f(step.value);
    for (const Step& row : step.rows) for_each_result(row, f);
    for (const std::uint32_t result : step.results)
        if (result != none) f(result);
}

/// The last step that reads each value; `none` where nobody does, the number of steps for what must stay.
[[nodiscard]] std::vector<std::uint32_t> last_reads(const Plan& plan);

} // namespace autodiff::program
