// The part of Translator that hands numbers to functions in memory: of many arguments, several calls together, graphs.

#include <autodiff/program/machine/translator.hpp>

#include <autodiff/program/point/rule_functions.hpp>

#include <algorithm>

namespace autodiff::program::machine {

namespace {

void run_calls(const FunctionCalls* calls, double* room) noexcept { calls->run(room); }

std::uint32_t run_body(const BodyCall* call, double* arguments) noexcept {
    return call->function->run(arguments, arguments + call->room);
}

} // namespace

std::size_t body_room(const StraightLine& line) {
    std::size_t room = 0;
    for (const auto& function : line.functions) room = std::max(room, function->room());
    return room;
}

void Translator::settle_calls(const LineInstruction& instruction) {
    const auto operands = line_.operands_of(instruction);
    calls_.push_back(
        std::make_unique<const FunctionCalls>(kernels_, instruction.operation, instruction.counts[0],
                                              static_cast<std::uint32_t>(operands.size() / instruction.counts[0])));
    const FunctionCalls& calls = *calls_.back();
    const Memory area = add_area(calls.room());
    for (std::size_t k = 0; k < operands.size(); ++k)
        settle(operands[k], element(area, calls.argument(k / calls.count(), k % calls.count())));
    for (std::uint32_t i = 0; i < calls.count(); ++i) settle(instruction.result + i, element(area, calls.result(i)));
}

void Translator::settle_body(const LineInstruction& instruction) {
    const auto operands = line_.operands_of(instruction);
    const auto results = instruction.counts[1];
    const Memory area = add_area(operands.size() + results);
    body_calls_.push_back(std::make_unique<const BodyCall>(
        BodyCall{line_.functions[instruction.counts[2]].get(), static_cast<std::ptrdiff_t>(area_ - body_room_)}));
    for (std::size_t k = 0; k < operands.size(); ++k) settle(operands[k], element(area, k));
    for (std::uint32_t i = 0; i < results; ++i) settle(instruction.result + i, element(area, operands.size() + i));
}

void Translator::put_argument(std::uint32_t number, const Memory& place) {
    if (locations_.home(number) != place) {
        const Register r = locations_.load(number);
        assembler_.store(place, r);
        locations_.release(r);
    }
    locations_.consume(number);
}

/// A function left a number here that may live elsewhere.
void Translator::place_result(std::uint32_t number, const Memory& place) {
    const Memory& home = locations_.home(number);
    if (home == place) return;
    assembler_.load(Register{}, place);
    assembler_.store(home, Register{});
}

void Translator::function_of_many(const LineInstruction& instruction) {
    const auto operands = line_.operands_of(instruction);
    const Memory area = areas_[next_area_++];
    for (std::size_t k = 0; k < operands.size(); ++k) put_argument(operands[k], element(area, k));
    locations_.leave_registers();
    assembler_.call_on_room(address(rule_function(instruction.operation).nary), area.displacement, operands.size());
    locations_.make(instruction.result, locations_.take());
}

void Translator::calls(const LineInstruction& instruction) {
    const auto operands = line_.operands_of(instruction);
    const FunctionCalls& calls = *calls_[next_calls_++];
    const Memory area = areas_[next_area_++];
    for (std::size_t k = 0; k < operands.size(); ++k)
        put_argument(operands[k], element(area, calls.argument(k / calls.count(), k % calls.count())));
    locations_.leave_registers();
    assembler_.call_with_room(address(run_calls), &calls, area.displacement);
    for (std::uint32_t i = 0; i < calls.count(); ++i)
        place_result(instruction.result + i, element(area, calls.result(i)));
}

void Translator::body(const LineInstruction& instruction) {
    const auto operands = line_.operands_of(instruction);
    const Memory area = areas_[next_area_++];
    for (std::size_t k = 0; k < operands.size(); ++k) put_argument(operands[k], element(area, k));
    locations_.leave_registers();
    assembler_.call_with_room(address(run_body), body_calls_[next_body_++].get(), area.displacement);
    assembler_.fail_as_returned();
    for (std::uint32_t i = 0; i < instruction.counts[1]; ++i)
        place_result(instruction.result + i, element(area, operands.size() + i));
}

} // namespace autodiff::program::machine
