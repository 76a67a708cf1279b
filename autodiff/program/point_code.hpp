#pragma once

#include <autodiff/program/machine/machine_code.hpp>
#include <autodiff/program/plan.hpp>
#include <autodiff/program/point/interpreter.hpp>

#include <memory>
#include <optional>
#include <span>

namespace autodiff::program {

class PointBodies;

/// A plan of one point at a time, in which only constants are uniform: machine code where that is wanted and possible,
/// else interpreted. Both give the same numbers.
class PointCode {
  public:
    PointCode(Plan plan, const Kernels& kernels, bool machine_code);
    /// With the bodies that it calls made once for all that call them.
    PointCode(Plan plan, const Kernels& kernels, bool machine_code, PointBodies& bodies);

    [[nodiscard]] bool is_machine_code() const { return machine_code_ != nullptr; }
    /// The outputs at x, and the number of the first guard that failed, or `none`. Outputs may lie on x.
    std::uint32_t run(std::span<double> outputs, std::span<const double> x) const;

    /// Numbers of room that a run needs.
    [[nodiscard]] std::size_t room() const { return room_; }
    /// The same in room that is handed in. Outputs do not lie on x.
    std::uint32_t run(double* outputs, const double* x, double* room) const;

  private:
    std::uint32_t run(std::span<double> outputs, std::span<const double> x, double* room) const;

    std::unique_ptr<const machine::MachineCode> machine_code_;
    std::optional<Interpreter> interpreter_; // where there is no machine code
    std::size_t room_ = 0;
    std::size_t inputs_ = 0;
    std::size_t outputs_ = 0;
    std::uint32_t failing_guard_ = none; // see Plan
};

} // namespace autodiff::program
