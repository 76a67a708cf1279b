#pragma once

// Which values steps read and make.

#include <autodiff/program/plan.hpp>

#include <cstdint>

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

} // namespace autodiff::program
