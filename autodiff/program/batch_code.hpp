#pragma once

#include <autodiff/program/plan.hpp>

#include <cstdint>
#include <memory>
#include <vector>

namespace autodiff::program {

/// A plan as instructions for blocks of points on one instruction set.
class BatchCode {
  public:
    /// `lanes` of each slot: a multiple of the vector's; 0 chooses what the caches hold.
    BatchCode(const Plan& plan, const Kernels& kernels, std::size_t lanes);

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
    [[nodiscard]] std::size_t scratch() const { return scratch_; }

  private:
    std::uint32_t offset(std::uint32_t value) const;
    std::uint32_t place(const Operand& operand) const;
    const Factors* store_terms(const std::vector<Factors>& terms);
    Instruction translate(const Step& step);
    Instruction operation(const Step& step);
    Instruction sum_of_products(const Step& step);
    Instruction add_products(const Step& step);

    const Plan* plan_; // while the constructor runs
    const Kernels* kernels_;
    std::size_t lanes_;
    std::size_t slots_;
    std::size_t scratch_ = 0;
    std::vector<Instruction> instructions_;
    std::vector<std::unique_ptr<Factors[]>> terms_;
    std::vector<Run> inputs_;
    std::vector<Run> outputs_;
};

} // namespace autodiff::program
