#include <autodiff/program/point/interpreter.hpp>

#include <autodiff/program/nested/point_function.hpp>
#include <autodiff/program/point/rule_functions.hpp>

#include <algorithm>
#include <cmath>
#include <cstring>

namespace autodiff::program {

namespace {

#if defined(__x86_64__)
#define AUTODIFF_WITH_FMA [[gnu::target("fma")]]
#else
#define AUTODIFF_WITH_FMA
#endif

/// What runs need, and where they are: at the next instruction, and at the next calls.
struct State {
    const StraightLine& line;
    double* numbers;
    double* scratch;
    const LineInstruction* instruction;
    const FunctionCalls* calls;
    std::uint32_t failed = none;
};

/// One loop over instructions of one operation that has the shape of `f`.
template <class F>
void each_binary(State& state, std::uint32_t count, F f) {
    const std::uint32_t* operand = &state.line.operands[state.instruction->first];
    double* result = state.numbers + state.instruction->result;
    for (std::uint32_t i = 0; i < count; ++i, operand += 2)
        result[i] = f(state.numbers[operand[0]], state.numbers[operand[1]]);
    state.instruction += count;
}

void each_operation(State& state, std::uint32_t count) {
    const RuleFunction& function = rule_function(state.instruction->operation);
    for (const LineInstruction* const end = state.instruction + count; state.instruction != end; ++state.instruction) {
        const auto operands = state.line.operands_of(*state.instruction);
        for (std::size_t k = 0; k < operands.size(); ++k) state.scratch[k] = state.numbers[operands[k]];
        state.numbers[state.instruction->result] = function.at(state.scratch, operands.size());
    }
}

void operations(State& state, ops::Opcode operation, std::uint32_t count) {
    if (operation == ops::opcode<ops::Multiply>)
        each_binary(state, count, [](double x, double y) { return ops::Multiply::value(x, y); });
    else if (operation == ops::opcode<ops::Add>)
        each_binary(state, count, [](double x, double y) { return ops::Add::value(x, y); });
    else if (operation == ops::opcode<ops::Subtract>)
        each_binary(state, count, [](double x, double y) { return ops::Subtract::value(x, y); });
    else if (operation == ops::opcode<ops::Divide>)
        each_binary(state, count, [](double x, double y) { return ops::Divide::value(x, y); });
    else if (operation == ops::opcode<ops::ChainProduct>)
        each_binary(state, count, [](double x, double y) { return ops::ChainProduct::value(x, y); });
    else
        each_operation(state, count);
}

/// One sum; MultiplyAdd(x, y, z) is x * y + z.
template <class MultiplyAdd>
[[gnu::always_inline]] inline double sum(const LineInstruction& sum, const std::uint32_t* operand,
                                         const double* numbers, MultiplyAdd multiply_add) {
    std::uint32_t products = sum.count(SumPart::products);
    std::uint32_t terms = sum.count(SumPart::terms);
    std::uint32_t minus_products = sum.count(SumPart::minus_products);
    std::uint32_t minus_terms = sum.count(SumPart::minus_terms);
    const std::uint32_t* term = operand + 2 * std::size_t{products};
    const std::uint32_t* minus = term + terms;
    double total = 0;
    if (sum.starts_with_term) {
        total = numbers[*term++];
        --terms;
    } else if (products > 0) {
        total = numbers[operand[0]] * numbers[operand[1]];
        operand += 2;
        --products;
    } else if (minus_products > 0) {
        total = -(numbers[minus[0]] * numbers[minus[1]]);
        minus += 2;
        --minus_products;
    } else {
        total = -numbers[*minus++];
        --minus_terms;
    }
    for (; products > 0; --products, operand += 2)
        total = multiply_add(numbers[operand[0]], numbers[operand[1]], total);
    for (; minus_products > 0; --minus_products, minus += 2)
        total = multiply_add(-numbers[minus[0]], numbers[minus[1]], total);
    for (; terms > 0; --terms) total += numbers[*term++];
    for (; minus_terms > 0; --minus_terms) total -= numbers[*minus++];
    return total;
}

template <class MultiplyAdd>
[[gnu::always_inline]] inline void each_sum(State& state, std::uint32_t count, MultiplyAdd multiply_add) {
    for (const LineInstruction* const end = state.instruction + count; state.instruction != end; ++state.instruction)
        state.numbers[state.instruction->result] =
            sum(*state.instruction, &state.line.operands[state.instruction->first], state.numbers, multiply_add);
}

AUTODIFF_WITH_FMA void fused_sums(State& state, std::uint32_t count) {
    each_sum(state, count, [](double x, double y, double z) { return std::fma(x, y, z); });
}
void plain_sums(State& state, std::uint32_t count) {
    each_sum(state, count, [](double x, double y, double z) { return x * y + z; });
}

void each_calls(State& state, std::uint32_t count) {
    for (const LineInstruction* const end = state.instruction + count; state.instruction != end; ++state.instruction) {
        const FunctionCalls& calls = *state.calls++;
        const std::uint32_t* operand = &state.line.operands[state.instruction->first];
        for (std::uint32_t k = 0; k < calls.operands(); ++k)
            for (std::uint32_t i = 0; i < calls.count(); ++i)
                state.scratch[calls.argument(k, i)] = state.numbers[*operand++];
        calls.run(state.scratch);
        std::memcpy(state.numbers + state.instruction->result, state.scratch + calls.result(0),
                    calls.count() * sizeof(double));
    }
}

void each_body(State& state, std::uint32_t count) {
    for (const LineInstruction* const end = state.instruction + count; state.instruction != end; ++state.instruction) {
        const PointFunction& function = *state.line.functions[state.instruction->counts[2]];
        const auto operands = state.line.operands_of(*state.instruction);
        for (std::size_t k = 0; k < operands.size(); ++k) state.scratch[k] = state.numbers[operands[k]];
        double* const results = state.scratch + operands.size();
        state.failed = std::min(state.failed, function.run(state.scratch, results + function.results()));
        std::copy_n(results, function.results(), state.numbers + state.instruction->result);
    }
}

void each_guard(State& state, std::uint32_t count) {
    for (const LineInstruction* const end = state.instruction + count; state.instruction != end; ++state.instruction) {
        const auto operands = state.line.operands_of(*state.instruction);
        const double outcome =
            rule_function(state.instruction->operation).binary(state.numbers[operands[0]], state.numbers[operands[1]]);
        if ((outcome != 0) != state.instruction->taken) state.failed = std::min(state.failed, state.instruction->guard);
    }
}

} // namespace

Interpreter::Interpreter(StraightLine line, const Kernels& kernels, bool fused)
    : line_(std::move(line)), fused_(fused) {
    for (const LineInstruction& instruction : line_.instructions) {
        if (runs_.empty() || runs_.back().kind != instruction.kind || runs_.back().operation != instruction.operation)
            runs_.push_back({instruction.kind, instruction.operation, 0});
        ++runs_.back().count;
        if (instruction.kind == LineKind::calls) {
            calls_.emplace_back(kernels, instruction.operation, instruction.counts[0],
                                static_cast<std::uint32_t>(arity(instruction.operation)));
            scratch_ = std::max(scratch_, calls_.back().room());
        } else if (instruction.kind == LineKind::body) {
            const PointFunction& function = *line_.functions[instruction.counts[2]];
            scratch_ = std::max(scratch_, function.arguments() + function.results() + function.room());
        } else if (instruction.kind == LineKind::operation) {
            scratch_ = std::max<std::size_t>(scratch_, instruction.counts[0]);
        }
    }
}

std::uint32_t Interpreter::run(std::span<double> outputs, std::span<const double> x, double* room) const {
    std::copy(x.begin(), x.end(), room);
    std::copy(line_.constants.begin(), line_.constants.end(), room + line_.first_constant());
    State state{line_, room, room + line_.numbers(), line_.instructions.data(), calls_.data()};
    for (const Run& run : runs_) {
        if (run.kind == LineKind::operation)
            operations(state, run.operation, run.count);
        else if (run.kind == LineKind::sum)
            fused_ ? fused_sums(state, run.count) : plain_sums(state, run.count);
        else if (run.kind == LineKind::calls)
            each_calls(state, run.count);
        else if (run.kind == LineKind::body)
            each_body(state, run.count);
        else
            each_guard(state, run.count);
    }
    for (std::size_t k = 0; k < outputs.size(); ++k) outputs[k] = room[line_.outputs[k]];
    return state.failed;
}

} // namespace autodiff::program
