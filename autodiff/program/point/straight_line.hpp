#pragma once

#include <autodiff/program/plan.hpp>
#include <autodiff/program/point/step_order.hpp>

#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace autodiff::program {

class PointFunction;

enum class LineKind : std::uint8_t {
    operation, ///< of the catalogue, on counts[0] operands
    sum,       ///< of products and terms
    calls,     ///< counts[0] calls of one function: their first operands, then their second ones ...; that many results
    body,      ///< function counts[2] of the line on counts[0] operands: counts[1] results
    guard      ///< operands x, y: the comparison `operation` must come out as `taken`
};

/// The operands of a sum: pairs of factors, terms, pairs of factors whose product is taken away, terms taken away.
enum class SumPart : std::uint8_t { products, terms, minus_products, minus_terms };

struct LineInstruction {
    LineKind kind = LineKind::operation;
    ops::Opcode operation{};
    bool taken = false;
    bool starts_with_term = false; ///< of a sum: added up from its first term on, or else from its first product
    std::uint32_t first = 0;       ///< of its operands
    std::uint32_t result = 0;
    std::uint32_t guard = 0;
    std::array<std::uint32_t, 4> counts{}; ///< of a sum, by SumPart

    [[nodiscard]] std::uint32_t count(SumPart part) const { return counts[static_cast<std::size_t>(part)]; }
};

/// A plan of one point as flat arrays. Its numbers are the inputs, then what the instructions make one after the other,
/// then the constants.
struct StraightLine {
    std::uint32_t inputs = 0;
    std::uint32_t results = 0;
    std::vector<double> constants;
    std::vector<LineInstruction> instructions;
    std::vector<std::uint32_t> operands;
    std::vector<std::uint32_t> outputs;
    std::vector<std::shared_ptr<const PointFunction>> functions; ///< that instructions call

    [[nodiscard]] std::uint32_t first_constant() const { return inputs + results; }
    [[nodiscard]] std::size_t numbers() const { return first_constant() + constants.size(); }
    [[nodiscard]] std::size_t operand_count(const LineInstruction& instruction) const;
    [[nodiscard]] std::span<const std::uint32_t> operands_of(const LineInstruction& instruction) const {
        return std::span(operands).subspan(instruction.first, operand_count(instruction));
    }
};

/// Guards compare for themselves, and sums of many products become sums of shorter ones that do not wait for each
/// other.
void prepare_for_points(Plan& plan);

/// `uniforms` are the values of plan.uniforms.
[[nodiscard]] StraightLine straight_line(const Plan& plan, std::span<const double> uniforms, const StepOrder& order);

} // namespace autodiff::program
