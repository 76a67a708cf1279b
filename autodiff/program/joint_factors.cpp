#include <autodiff/program/joint_factors.hpp>

#include <autodiff/program/step_values.hpp>

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

namespace autodiff::program {

namespace {

class JointFactors {
  public:
    explicit JointFactors(Plan& plan)
        : plan_(plan), reads_(read_counts(plan)), maker_(plan.values, none), sum_(plan.values, none),
          weights_(plan.values), in_vain_(plan.steps.size()) {
        for (std::uint32_t i = 0; i < plan.steps.size(); ++i) {
            const Step& step = plan.steps[i];
            if (is_product(step)) maker_[step.value] = i;
            if (step.kind == StepKind::add_slot && !step.operands[0].uniform) sum_[step.operands[0].id] = i;
        }
    }

    void run() {
        for (Step& step : plan_.steps)
            if (step.kind == StepKind::add_products) join_plain_sum(step);
        for (const Step& step : plan_.steps) {
            const Step* const product = step.kind == StepKind::add_products ? own_product(step) : nullptr;
            if (product == nullptr) continue;
            for (const Operand& factor : product->operands) ++weights_[factor.id];
        }
        for (Step& step : plan_.steps)
            if (step.kind == StepKind::add_products) join_product(step);
        std::size_t next = 0;
        std::erase_if(plan_.steps, [&](const Step&) { return in_vain_[next++]; });
    }

  private:
    static bool is_product(const Step& step) {
        return step.kind == StepKind::operation && step.operation == ops::opcode<ops::Multiply> &&
               !step.operands[0].uniform && !step.operands[1].uniform;
    }

    void join_plain_sum(Step& step) {
        const std::uint32_t sum = sum_[step.operands[0].id];
        if (sum == none) return;
        step.target = plan_.steps[sum].target;
        in_vain_[sum] = true;
        --reads_[step.operands[0].id];
    }

    /// The product that makes the common factor of a step, if nobody else needs it.
    [[nodiscard]] const Step* own_product(const Step& step) const {
        const std::uint32_t common = step.operands[0].id;
        return reads_[common] == 1 && maker_[common] != none ? &plan_.steps[maker_[common]] : nullptr;
    }

    void join_product(Step& step) {
        const Step* const product = own_product(step);
        if (product == nullptr) return;
        std::array<Operand, 2> factors{product->operands[0], product->operands[1]};
        if (weights_[factors[0].id] > weights_[factors[1].id]) std::swap(factors[0], factors[1]);
        if (weights_[factors[1].id] < 2) return; // rows of a tile have one weight
        in_vain_[maker_[step.operands[0].id]] = true;
        step.operands.assign(factors.begin(), factors.end());
    }

    Plan& plan_;
    std::vector<std::uint32_t> reads_;
    std::vector<std::uint32_t> maker_;   ///< of each value: the product of two slots that makes it
    std::vector<std::uint32_t> sum_;     ///< of each value: the step that adds it to a running sum
    std::vector<std::uint32_t> weights_; ///< of how many steps each value could be
    std::vector<bool> in_vain_;          ///< steps that nobody needs any more
};

} // namespace

void join_factors(Plan& plan) { JointFactors(plan).run(); }

} // namespace autodiff::program
