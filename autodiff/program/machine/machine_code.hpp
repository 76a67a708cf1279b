#pragma once

#include <autodiff/program/machine/assembler.hpp>
#include <autodiff/program/machine/executable_memory.hpp>
#include <autodiff/program/point/function_calls.hpp>
#include <autodiff/program/point/straight_line.hpp>

#include <cstdint>
#include <memory>
#include <vector>

namespace autodiff::program::machine {

struct BodyCall;
class Translator;

/// A straight line as machine code of this processor.
class MachineCode {
  public:
    /// Null where the processor is another, or the system gives no memory for code. The kernels are those for AVX2 or
    /// better.
    [[nodiscard]] static std::unique_ptr<const MachineCode> make(const StraightLine& line, const Kernels& kernels);

    MachineCode(const MachineCode&) = delete;
    MachineCode& operator=(const MachineCode&) = delete;
    ~MachineCode();

    /// Numbers of room that a run needs.
    [[nodiscard]] std::size_t room() const { return room_; }
    /// Bytes of the code and its constants.
    [[nodiscard]] std::size_t size() const { return size_; }
    /// The outputs at x, and the number of the first guard that failed, or `none`. Outputs do not overlap x.
    std::uint32_t run(double* outputs, const double* x, double* room) const {
        const auto start = reinterpret_cast<std::uintptr_t>(memory_.code()) + Assembler::entry;
        return reinterpret_cast<Routine>(start)(x, outputs, room); // NOLINT: no function of C++
    }

  private:
    using Routine = std::uint32_t (*)(const double*, double*, double*);

    explicit MachineCode(Translator& translator);

    ExecutableMemory memory_;
    std::vector<std::unique_ptr<const FunctionCalls>> calls_; // the code has their addresses
    std::vector<std::unique_ptr<const BodyCall>> body_calls_; // and these
    std::vector<std::shared_ptr<const PointFunction>> functions_;
    std::size_t room_;
    std::size_t size_;
};

} // namespace autodiff::program::machine
