#pragma once

#include <autodiff/program/machine/elementary.hpp>
#include <autodiff/program/machine/locations.hpp>
#include <autodiff/program/nested/point_function.hpp>
#include <autodiff/program/point/function_calls.hpp>

#include <memory>
#include <vector>

namespace autodiff::program::machine {

inline constexpr auto bytes_of_number = static_cast<std::int32_t>(sizeof(double));

/// Number k of those that lie one after the other.
constexpr Memory element(const Memory& start, std::size_t k) {
    return {start.base, start.displacement + static_cast<std::int32_t>(k) * bytes_of_number};
}

template <class F>
const void* address(F* function) {
    return reinterpret_cast<const void*>(function);
}

/// A call of a graph: its arguments lie in the room, the results behind them, and `room` numbers from there the room
/// that it works in.
struct BodyCall {
    const PointFunction* function;
    std::ptrdiff_t room;
};

/// Numbers of room that the calls of graphs need for themselves.
[[nodiscard]] std::size_t body_room(const StraightLine& line);

/// Writes the machine code of a straight line.
class Translator {
  public:
    Translator(const StraightLine& line, const Kernels& kernels);

    [[nodiscard]] std::span<const std::uint8_t> code() const { return assembler_.bytes(); }
    [[nodiscard]] std::vector<std::unique_ptr<const FunctionCalls>> take_calls() { return std::move(calls_); }
    [[nodiscard]] std::vector<std::unique_ptr<const BodyCall>> take_body_calls() { return std::move(body_calls_); }
    [[nodiscard]] const std::vector<std::shared_ptr<const PointFunction>>& functions() const { return line_.functions; }
    /// Numbers: arguments and results of calls, then spilled registers.
    [[nodiscard]] std::size_t room() const { return area_ + locations_.spill_slots(); }

  private:
    void settle_constants();
    void settle_outputs();
    void settle_arguments();
    void settle_calls(const LineInstruction& instruction);
    void settle_body(const LineInstruction& instruction);
    void settle(std::uint32_t number, const Memory& place);
    Memory add_area(std::size_t numbers);

    void translate(const LineInstruction& instruction);
    void sum(const LineInstruction& instruction);
    Register first_term(std::uint32_t number);
    Register product(std::uint32_t a, std::uint32_t b);
    void add_product(Register total, VexCode code, std::uint32_t a, std::uint32_t b);
    void add_term(Register total, VexCode code, std::uint32_t number);
    void guard(const LineInstruction& instruction);
    void function(const LineInstruction& instruction);
    void function_of_many(const LineInstruction& instruction);
    void calls(const LineInstruction& instruction);
    void body(const LineInstruction& instruction);
    void place_result(std::uint32_t number, const Memory& place);
    void put_argument(std::uint32_t number, const Memory& place);
    void copy_outputs();

    const StraightLine& line_;
    const Kernels& kernels_;
    Assembler assembler_;
    Locations locations_;
    std::vector<std::unique_ptr<const FunctionCalls>> calls_;
    std::vector<std::unique_ptr<const BodyCall>> body_calls_;
    std::vector<Memory> areas_; // of calls and functions of many arguments, in their order
    std::size_t area_ = 0;      // numbers in all of them
    std::size_t body_room_ = 0; // the first of them
    std::size_t next_area_ = 0;
    std::size_t next_calls_ = 0;
    std::size_t next_body_ = 0;
};

} // namespace autodiff::program::machine
