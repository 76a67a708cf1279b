#include <autodiff/program/slots.hpp>

namespace autodiff::program {

namespace {

template <class F>
void for_each_read(const Step& step, F f) {
    for (const Operand& operand : step.operands)
        if (!operand.uniform) f(operand.id);
    for (const Term& term : step.terms) {
        const bool first = term.kind == TermKind::product || term.kind == TermKind::minus_product;
        if (first && !term.a.uniform && step.kind == StepKind::sum_of_products) f(term.a.id);
        if (!term.b.uniform) f(term.b.id);
    }
}

bool makes_value(const Step& step) {
    return step.kind == StepKind::operation || step.kind == StepKind::sum_of_products;
}

/// The last step that reads each value; `none` where nobody does, the number of steps for what must stay.
std::vector<std::uint32_t> last_reads(const Plan& plan) {
    std::vector<std::uint32_t> last(plan.values, none);
    for (std::uint32_t i = 0; i < plan.steps.size(); ++i)
        for_each_read(plan.steps[i], [&](std::uint32_t value) { last[value] = i; });
    for (const Operand& output : plan.outputs)
        if (!output.uniform) last[output.id] = static_cast<std::uint32_t>(plan.steps.size());
    return last;
}

/// Slots that were given back are given out first, the latest one first: it is still in the nearest cache.
class FreeSlots {
  public:
    std::uint32_t take() {
        if (free_.empty()) return count_++;
        const std::uint32_t slot = free_.back();
        free_.pop_back();
        return slot;
    }
    void give_back(std::uint32_t slot) { free_.push_back(slot); }
    [[nodiscard]] std::uint32_t count() const { return count_; }

  private:
    std::vector<std::uint32_t> free_;
    std::uint32_t count_ = 0;
};

} // namespace

void give_slots(Plan& plan) {
    std::vector<std::uint32_t> last = last_reads(plan);
    FreeSlots free;
    plan.slot_of.assign(plan.values, none);
    for (const std::uint32_t value : plan.inputs)
        if (value != none) plan.slot_of[value] = free.take();
    for (std::uint32_t i = 0; i < plan.steps.size(); ++i) {
        const Step& step = plan.steps[i];
        // Before the result takes one: every kernel reads a lane before it writes it.
        for_each_read(step, [&](std::uint32_t value) {
            if (last[value] != i) return;
            free.give_back(plan.slot_of[value]);
            last[value] = none; // an operand that stands twice is given back once
        });
        if (!makes_value(step)) continue;
        plan.slot_of[step.value] = free.take();
        if (last[step.value] == none) free.give_back(plan.slot_of[step.value]);
    }
    plan.slots = free.count();
}

} // namespace autodiff::program
