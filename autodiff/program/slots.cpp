#include <autodiff/program/slots.hpp>

#include <autodiff/program/step_values.hpp>

namespace autodiff::program {

namespace {

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
        // Results come before operands go: a tile writes one row before it reads the operands of the next, and the slot
        // given back last is in the nearest cache and written already, as that of an operand seldom is.
        std::vector<std::uint32_t> unused;
        for_each_result(step, [&](std::uint32_t value) {
            plan.slot_of[value] = free.take();
            if (last[value] == none) unused.push_back(plan.slot_of[value]);
        });
        for_each_read(step, [&](std::uint32_t value) {
            if (last[value] != i) return;
            free.give_back(plan.slot_of[value]);
            last[value] = none; // an operand that stands twice is given back once
        });
        for (const std::uint32_t slot : unused) free.give_back(slot);
    }
    plan.slots = free.count();
}

} // namespace autodiff::program
