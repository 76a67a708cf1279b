#pragma once

#include <autodiff/program/batch_code.hpp>

#include <cstdint>
#include <memory>
#include <unordered_map>
#include <vector>

namespace autodiff::program {

/// A graph that is called, as instructions for blocks of points.
struct BatchBody {
    BatchBody(const Plan& plan, const Kernels& kernels, std::size_t lanes, BatchBodies& bodies);

    BatchCode code;
    std::size_t parameters;            ///< inputs that are uniform
    std::vector<std::uint32_t> inputs; ///< offset of each input that is not; none where it is not needed
    std::vector<Operand> outputs;      ///< offsets of slots, places among the uniforms
    std::vector<double> constants;     ///< its uniforms, where it has no parameters
    std::uint32_t failing_guard;       ///< see Plan
};

/// What a call runs.
struct BatchFunction {
    GraphFunction function;
    std::vector<bool> uniform_inputs; ///< of the body; empty: none
    std::shared_ptr<const BatchBody> body;
    std::shared_ptr<const BatchBody> adjoint;
    std::size_t lanes;

    /// Numbers in a state, and in a block of states.
    [[nodiscard]] std::size_t state_numbers() const { return function.states() * lanes; }
    /// Numbers of room for a call.
    [[nodiscard]] std::size_t room() const;
};

/// A call as an instruction sees it.
struct BatchCall {
    std::shared_ptr<const BatchFunction> function;
    std::vector<Operand> arguments;        ///< offsets of slots, places among the uniforms
    std::vector<std::uint32_t> results;    ///< offsets of slots; none where nobody asks
    std::uint32_t body_uniforms = none;    ///< first of the body's, among those of the caller; none: its constants
    std::uint32_t adjoint_uniforms = none; ///< of the adjoint body
};

/// The kernel of a call: runs instruction.call for all lanes.
void run_call(const Instruction& instruction, const Frame& frame);

/// The bodies of a program for batches, each made once.
class BatchBodies {
  public:
    BatchBodies(const Kernels& kernels, std::size_t lanes) : kernels_(kernels), lanes_(lanes) {}

    std::shared_ptr<const BatchFunction> function(const PlannedFunction& planned);

  private:
    std::shared_ptr<const BatchBody> body(const std::shared_ptr<const Plan>& plan);

    const Kernels& kernels_;
    std::size_t lanes_;
    std::unordered_map<const Plan*, std::shared_ptr<const BatchBody>> known_;
};

} // namespace autodiff::program
