#pragma once

#include <autodiff/program/plan.hpp>

#include <cstdint>
#include <memory>
#include <vector>

namespace autodiff::program {

class BatchBodies;
struct BatchFunction;

/// A plan as instructions for blocks of points on one instruction set.
class BatchCode {
  public:
    /// `lanes` of each slot: a multiple of the vector's; 0 chooses what the caches hold.
    BatchCode(const Plan& plan, const Kernels& kernels, std::size_t lanes);
    /// With the bodies that it calls made once for all that call them.
    BatchCode(const Plan& plan, const Kernels& kernels, std::size_t lanes, BatchBodies& bodies);

    [[nodiscard]] const Kernels& kernels() const { return *kernels_; }
    /// Points in a block.
    [[nodiscard]] std::size_t lanes() const { return lanes_; }
    [[nodiscard]] const std::vector<Instruction>& instructions() const { return instructions_; }
    /// Offsets of the slots of consecutive elements of a point, and the first such element.
    struct Run {
        std::size_t first;
        std::vector<std::uint32_t> offsets;
    };
    [[nodiscard]] const std::vector<Run>& inputs() const { return inputs_; }
    /// Of the outputs of a map that differ from point to point.
    [[nodiscard]] const std::vector<Run>& outputs() const { return outputs_; }
    [[nodiscard]] std::size_t slots() const { return slots_; }
    /// Numbers of room for the slots, and for those of what is called behind them.
    [[nodiscard]] std::size_t room() const { return slots_ * lanes_ + nested_room_; }
    /// Whether there are guards, also in what is called.
    [[nodiscard]] bool guarded() const { return guarded_; }
    [[nodiscard]] std::size_t scratch() const { return scratch_; }

  private:
    std::uint32_t offset(std::uint32_t value) const;
    std::uint32_t place(const Operand& operand) const;
    const Factors* store_terms(const std::vector<Factors>& terms);
    Instruction translate(const Step& step);
    Instruction operation(const Step& step);
    Instruction sum_of_products(const Step& step, std::size_t first_term = 0);
    Instruction add_products(const Step& step, std::size_t first_term = 0);
    Instruction tile(const Step& step);
    Instruction call(const Step& step);
    void translate_all(BatchBodies& bodies);
    void make_functions(BatchBodies& bodies);

    const Plan* plan_; // while the constructor runs
    const Kernels* kernels_;
    std::size_t lanes_;
    std::size_t slots_;
    std::size_t scratch_ = 0;
    std::size_t nested_room_ = 0;
    std::size_t uniforms_; // so far, with those of calls
    bool guarded_ = false;
    std::vector<Instruction> instructions_;
    std::vector<std::unique_ptr<Factors[]>> terms_;
    std::vector<std::unique_ptr<Tile>> tiles_;
    std::vector<std::shared_ptr<const BatchFunction>> functions_;
    std::vector<std::shared_ptr<const BatchCall>> calls_;
    std::vector<Run> inputs_;
    std::vector<Run> outputs_;
};

} // namespace autodiff::program
