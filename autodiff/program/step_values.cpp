#include <autodiff/program/step_values.hpp>

namespace autodiff::program {

std::vector<std::uint32_t> last_reads(const Plan& plan) {
    std::vector<std::uint32_t> last(plan.values, none);
    for (std::uint32_t i = 0; i < plan.steps.size(); ++i)
        for_each_read(plan.steps[i], [&](std::uint32_t value) { last[value] = i; });
    for (const Operand& output : plan.outputs)
        if (!output.uniform) last[output.id] = static_cast<std::uint32_t>(plan.steps.size());
    return last;
}

} // namespace autodiff::program
