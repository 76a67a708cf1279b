#pragma once

#include <autodiff/program/instruction.hpp>

#include <cstddef>
#include <cstdint>

namespace autodiff::program {

/// Calls of one function that are made together, on the kernel for batches: a call is a lane. Their room is a run of
/// `padded` arguments for each operand, then as many results.
class FunctionCalls {
  public:
    FunctionCalls(const Kernels& kernels, ops::Opcode operation, std::uint32_t count, std::uint32_t operands);

    [[nodiscard]] std::uint32_t operands() const { return operands_; }
    [[nodiscard]] std::uint32_t count() const { return count_; }
    [[nodiscard]] std::size_t room() const { return std::size_t{padded_} * (operands_ + 1); }
    /// Where in the room operand k of call i lies, and its result.
    [[nodiscard]] std::size_t argument(std::size_t k, std::size_t i) const { return k * padded_ + i; }
    [[nodiscard]] std::size_t result(std::size_t i) const { return argument(operands_, i); }

    /// The arguments are in their room.
    void run(double* room) const noexcept;

  private:
    Instruction instruction_;
    std::uint32_t count_;
    std::uint32_t padded_; // whole vectors
    std::uint32_t operands_;
    std::size_t vectors_;
};

} // namespace autodiff::program
