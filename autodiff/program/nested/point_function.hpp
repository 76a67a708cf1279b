#pragma once

#include <autodiff/program/point_code.hpp>

#include <cstdint>
#include <map>
#include <memory>
#include <utility>
#include <vector>

namespace autodiff::program {

/// What a call runs at one point.
class PointFunction {
  public:
    PointFunction(GraphFunction function, std::shared_ptr<const PointCode> body,
                  std::shared_ptr<const PointCode> adjoint);

    [[nodiscard]] std::size_t arguments() const { return arguments_; }
    [[nodiscard]] std::size_t results() const { return results_; }
    /// Numbers of room that a run needs besides these.
    [[nodiscard]] std::size_t room() const { return room_; }

    /// Writes the results behind the arguments. The number of the first guard that failed, or `none`; `out_of_memory`
    /// where there was none. Throws nothing, so that machine code may call it.
    std::uint32_t run(double* arguments, double* room) const noexcept;
    static constexpr std::uint32_t out_of_memory = none - 1;

  private:
    class Steps;
    std::uint32_t run_loop(const double* arguments, double* results, double* room) const;

    GraphFunction function_;
    std::shared_ptr<const PointCode> body_;
    std::shared_ptr<const PointCode> adjoint_; // of a repeat_reverse
    std::size_t arguments_;
    std::size_t results_;
    std::size_t pool_room_; // for states
    std::size_t body_room_; // of either body
    std::size_t room_;
};

/// The bodies of a program for single points, each made once.
class PointBodies {
  public:
    PointBodies(const Kernels& kernels, bool machine_code) : kernels_(kernels), machine_code_(machine_code) {}

    std::shared_ptr<const PointFunction> function(const PlannedFunction& planned);

  private:
    std::shared_ptr<const PointCode> body(const std::shared_ptr<const Plan>& plan);

    const Kernels& kernels_;
    bool machine_code_;
    std::map<std::shared_ptr<const Plan>, std::shared_ptr<const PointCode>> known_;
};

} // namespace autodiff::program
