#pragma once

#include <autodiff/program/point/function_calls.hpp>
#include <autodiff/program/point/straight_line.hpp>

#include <span>
#include <vector>

namespace autodiff::program {

/// Runs a straight line without making code of it: a loop for each run of instructions of one kind.
class Interpreter {
  public:
    /// Fast where `order` (of the line) has long runs. `fused`: products and sums are rounded once.
    Interpreter(StraightLine line, const Kernels& kernels, bool fused);

    /// Numbers of room that a run needs.
    [[nodiscard]] std::size_t room() const { return line_.numbers() + scratch_; }
    /// The outputs at x, and the number of the first guard that failed, or `none`. Outputs may lie on x.
    std::uint32_t run(std::span<double> outputs, std::span<const double> x, double* room) const;

  private:
    struct Run {
        LineKind kind;
        ops::Opcode operation;
        std::uint32_t count;
    };

    StraightLine line_;
    std::vector<Run> runs_;
    std::vector<FunctionCalls> calls_;
    std::size_t scratch_ = 0; // for arguments, behind the numbers
    bool fused_;
};

} // namespace autodiff::program
