#include <autodiff/program/point_code.hpp>

#include <autodiff/graph/evaluate.hpp>

#include <algorithm>
#include <cmath>

namespace autodiff::program {

namespace {

/// One run of the steps on plain numbers.
class Interpreter {
  public:
    Interpreter(const Plan& plan, std::span<const double> constants, std::span<double> slots)
        : plan_(plan), constants_(constants), slots_(slots) {}

    std::uint32_t run() {
        std::uint32_t failed = none;
        for (const Step& step : plan_.steps) {
            if (step.kind == StepKind::operation)
                slot(step.value) = operation(step);
            else if (step.kind == StepKind::sum_of_products)
                slot(step.value) = sum(step);
            else if ((number(step.operands[0]) != 0) != step.taken && failed == none)
                failed = step.target;
        }
        return failed;
    }

    [[nodiscard]] double number(const Operand& operand) const {
        return operand.uniform ? constants_[operand.id] : slots_[plan_.slot_of[operand.id]];
    }

  private:
    double& slot(std::uint32_t value) { return slots_[plan_.slot_of[value]]; }

    double operation(const Step& step) {
        room_.clear();
        for (const Operand& operand : step.operands) room_.push_back(number(operand));
        return operation_value(step.operation, room_);
    }

    [[nodiscard]] double sum(const Step& step) const {
        double total = constants_[step.constant];
        for (const Term& term : step.terms) {
            const double b = number(term.b);
            switch (term.kind) {
            case TermKind::product:
            case TermKind::scaled:
                total = std::fma(number(term.a), b, total);
                break;
            case TermKind::minus_product:
            case TermKind::minus_scaled:
                total = std::fma(-number(term.a), b, total);
                break;
            case TermKind::slot:
                total += b;
                break;
            case TermKind::minus_slot:
                total -= b;
                break;
            }
        }
        return total;
    }

    const Plan& plan_;
    std::span<const double> constants_;
    std::span<double> slots_;
    std::vector<double> room_;
};

} // namespace

PointCode::PointCode(Plan plan) : plan_(std::move(plan)), constants_(node_values(plan_.uniforms, {})) {}

std::uint32_t PointCode::run(std::span<double> outputs, std::span<const double> x) const {
    std::vector<double> slots(plan_.slots);
    for (std::size_t k = 0; k < x.size(); ++k)
        if (plan_.inputs[k] != none) slots[plan_.slot_of[plan_.inputs[k]]] = x[k];
    Interpreter interpreter(plan_, constants_, slots);
    const std::uint32_t failed = interpreter.run();
    for (std::size_t k = 0; k < outputs.size(); ++k) outputs[k] = interpreter.number(plan_.outputs[k]);
    return failed;
}

} // namespace autodiff::program
