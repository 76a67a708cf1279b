#include <autodiff/program/point/straight_line.hpp>

#include <autodiff/program/uniform_nodes.hpp>

#include <algorithm>
#include <bit>
#include <unordered_map>
#include <utility>

namespace autodiff::program {

namespace {

bool is_product(TermKind kind) { return kind < TermKind::slot; }

/// From this many products on a sum is made of several: 4 clock cycles each would have to wait for the one before.
constexpr std::size_t long_sum = 16;
constexpr std::size_t parts_of_long_sum = 2;

/// Part k of the products of a long sum.
Step part_of_sum(const Step& sum, std::size_t k, std::uint32_t value) {
    Step part{.kind = StepKind::sum_of_products, .value = value, .constant = UniformNodes::zero};
    for (std::size_t i = 0, products = 0; i < sum.terms.size(); ++i)
        if (is_product(sum.terms[i].kind) && products++ % parts_of_long_sum == k) part.terms.push_back(sum.terms[i]);
    return part;
}

void split_long_sums(Plan& plan) {
    std::vector<Step> steps;
    steps.reserve(plan.steps.size());
    for (Step& step : plan.steps) {
        const auto products =
            std::count_if(step.terms.begin(), step.terms.end(), [](const Term& term) { return is_product(term.kind); });
        if (step.kind == StepKind::sum_of_products && static_cast<std::size_t>(products) >= long_sum) {
            std::vector<Term> rest;
            for (std::size_t k = 0; k < parts_of_long_sum; ++k) {
                const Operand part{false, plan.values++};
                steps.push_back(part_of_sum(step, k, part.id));
                rest.push_back({TermKind::slot, part, part});
            }
            std::copy_if(step.terms.begin(), step.terms.end(), std::back_inserter(rest),
                         [](const Term& term) { return !is_product(term.kind); });
            step.terms = std::move(rest);
        }
        steps.push_back(std::move(step));
    }
    plan.steps = std::move(steps);
}

void let_guards_compare(Plan& plan) {
    std::vector<std::uint32_t> producer(plan.values, none);
    for (std::uint32_t i = 0; i < plan.steps.size(); ++i) {
        Step& step = plan.steps[i];
        if (step.kind == StepKind::guard) {
            const Step& comparison = plan.steps[producer[step.operands[0].id]];
            step.operation = comparison.operation;
            step.operands = comparison.operands;
        } else if (step.kind != StepKind::call) {
            producer[step.value] = i;
        }
    }
}

class LineWriter {
  public:
    LineWriter(const Plan& plan, std::span<const double> uniforms, const StepOrder& order)
        : plan_(plan), uniforms_(uniforms), number_(plan.values, none) {
        line_.inputs = static_cast<std::uint32_t>(plan.inputs.size());
        for (std::uint32_t k = 0; k < plan.inputs.size(); ++k)
            if (plan.inputs[k] != none) number_[plan.inputs[k]] = k;
        for (const std::uint32_t step : order.steps) number_results(plan.steps[step]);
        std::size_t begin = 0;
        for (const std::uint32_t end : order.item_ends) {
            write(std::span(order.steps).subspan(begin, end - begin));
            begin = end;
        }
        for (const Operand& output : plan.outputs) line_.outputs.push_back(number(output));
    }

    StraightLine take() { return std::move(line_); }

  private:
    std::uint32_t constant(double value) {
        const auto [place, fresh] = constants_.try_emplace(std::bit_cast<std::uint64_t>(value), 0);
        if (fresh) {
            place->second = line_.first_constant() + static_cast<std::uint32_t>(line_.constants.size());
            line_.constants.push_back(value);
        }
        return place->second;
    }
    /// All results of a call, also those that nobody needs: they come together.
    void number_results(const Step& step) {
        if (step.kind == StepKind::guard) return;
        if (step.kind != StepKind::call) {
            number_[step.value] = line_.inputs + line_.results++;
            return;
        }
        first_result_[&step] = line_.inputs + line_.results;
        for (const std::uint32_t result : step.results) {
            if (result != none) number_[result] = line_.inputs + line_.results;
            ++line_.results;
        }
    }
    std::uint32_t number(const Operand& operand) {
        return operand.uniform ? constant(uniforms_[operand.id]) : number_[operand.id];
    }
    void push(const Operand& operand) { line_.operands.push_back(number(operand)); }

    void write(std::span<const std::uint32_t> item) {
        const Step& step = plan_.steps[item[0]];
        LineInstruction instruction{.operation = step.operation,
                                    .taken = step.taken,
                                    .first = static_cast<std::uint32_t>(line_.operands.size()),
                                    .guard = step.target};
        if (step.kind == StepKind::call)
            instruction.result = first_result_.at(&step);
        else if (step.kind != StepKind::guard)
            instruction.result = number_[step.value];
        if (step.kind == StepKind::sum_of_products) {
            write_sum(instruction, step);
        } else if (step.kind == StepKind::call) {
            instruction.kind = LineKind::body;
            instruction.counts = {static_cast<std::uint32_t>(step.operands.size()),
                                  static_cast<std::uint32_t>(step.results.size()), step.target, 0};
            for (const Operand& operand : step.operands) push(operand);
        } else if (item.size() > 1) {
            instruction.kind = LineKind::calls;
            instruction.counts[0] = static_cast<std::uint32_t>(item.size());
            for (std::size_t k = 0; k < step.operands.size(); ++k)
                for (const std::uint32_t call : item) push(plan_.steps[call].operands[k]);
        } else {
            instruction.kind = step.kind == StepKind::guard ? LineKind::guard : LineKind::operation;
            instruction.counts[0] = static_cast<std::uint32_t>(step.operands.size());
            for (const Operand& operand : step.operands) push(operand);
        }
        line_.instructions.push_back(instruction);
    }

    void write_sum(LineInstruction& instruction, const Step& step) {
        instruction.kind = LineKind::sum;
        const auto write_part = [&](SumPart part, std::initializer_list<TermKind> kinds) {
            for (const Term& term : step.terms)
                if (std::find(kinds.begin(), kinds.end(), term.kind) != kinds.end()) {
                    write_term(term);
                    ++instruction.counts[static_cast<std::size_t>(part)];
                }
        };
        write_part(SumPart::products, {TermKind::product, TermKind::scaled, TermKind::minus_scaled});
        if (step.constant != UniformNodes::zero) {
            line_.operands.push_back(constant(uniforms_[step.constant]));
            ++instruction.counts[static_cast<std::size_t>(SumPart::terms)];
        }
        write_part(SumPart::terms, {TermKind::slot});
        write_part(SumPart::minus_products, {TermKind::minus_product});
        write_part(SumPart::minus_terms, {TermKind::minus_slot});
        // One product goes onto the term in one instruction; many run ahead of a term that may come late.
        const bool products = instruction.count(SumPart::products) > 0;
        instruction.starts_with_term =
            instruction.count(SumPart::terms) > 0 &&
            (!products || instruction.count(SumPart::products) + instruction.count(SumPart::minus_products) <= 2);
    }

    void write_term(const Term& term) {
        if (term.kind == TermKind::minus_scaled)
            line_.operands.push_back(constant(-uniforms_[term.a.id]));
        else if (is_product(term.kind))
            push(term.a);
        push(term.b);
    }

    const Plan& plan_;
    std::span<const double> uniforms_;
    std::vector<std::uint32_t> number_;
    std::unordered_map<std::uint64_t, std::uint32_t> constants_;  // by their bits
    std::unordered_map<const Step*, std::uint32_t> first_result_; // of calls
    StraightLine line_;
};

} // namespace

std::size_t StraightLine::operand_count(const LineInstruction& instruction) const {
    if (instruction.kind == LineKind::sum)
        return 2 * std::size_t{instruction.count(SumPart::products)} + instruction.count(SumPart::terms) +
               2 * std::size_t{instruction.count(SumPart::minus_products)} + instruction.count(SumPart::minus_terms);
    if (instruction.kind == LineKind::calls)
        return std::size_t{instruction.counts[0]} * static_cast<std::size_t>(arity(instruction.operation));
    return instruction.counts[0];
}

void prepare_for_points(Plan& plan) {
    let_guards_compare(plan);
    split_long_sums(plan);
}

StraightLine straight_line(const Plan& plan, std::span<const double> uniforms, const StepOrder& order) {
    return LineWriter(plan, uniforms, order).take();
}

} // namespace autodiff::program
