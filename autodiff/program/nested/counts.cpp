#include <autodiff/program/nested/counts.hpp>

#include <autodiff/program/uniform_nodes.hpp>

#include <limits>
#include <unordered_map>

namespace autodiff::program {

namespace {

constexpr std::size_t most = std::numeric_limits<std::size_t>::max();

std::size_t plus(std::size_t a, std::size_t b) { return a > most - b ? most : a + b; }
std::size_t times(std::size_t a, std::size_t b) { return b != 0 && a > most / b ? most : a * b; }

/// Each plan is counted once, however many ways lead to it.
class Flops {
  public:
    std::size_t of(const Plan& plan) {
        if (const auto known = known_.find(&plan); known != known_.end()) return known->second;
        std::size_t count = 0;
        for (const Step& step : plan.steps)
            count = plus(count, step.kind == StepKind::call ? of(plan.functions[step.target]) : of(step));
        return known_[&plan] = count;
    }

    [[nodiscard]] const std::unordered_map<const Plan*, std::size_t>& plans() const { return known_; }

  private:
    std::size_t of(const PlannedFunction& called) {
        const std::size_t body = of(*called.body), steps = called.function.steps;
        if (called.adjoint == nullptr) return times(steps, body);
        const std::size_t adjoint = of(*called.adjoint);
        if (steps == 0) return 0;
        return plus(times(steps - 1, body), times(steps, plus(adjoint, called.function.shared)));
    }
    static std::size_t of(const Step& step) {
        std::size_t count = 2 * step.terms.size();
        if (step.kind == StepKind::operation || step.kind == StepKind::add_slot) count = 1;
        if (step.kind == StepKind::add_products) count += step.operands.size() - 1 + (step.target == none ? 0 : 1);
        for (const Step& row : step.rows) count += of(row);
        if (!step.rows.empty())
            for (const Term& term : step.rows.back().terms) count += term.b.minus == UniformNodes::zero ? 0 : 1;
        return count;
    }

    std::unordered_map<const Plan*, std::size_t> known_;
};

} // namespace

std::size_t flop_count(const Plan& plan) { return Flops().of(plan); }

std::size_t instruction_count(const Plan& plan) {
    Flops flops;
    static_cast<void>(flops.of(plan));
    std::size_t count = 0;
    for (const auto& [counted, unused] : flops.plans()) count += counted->steps.size();
    return count;
}

} // namespace autodiff::program
