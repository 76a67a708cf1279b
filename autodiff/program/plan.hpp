#pragma once

#include <autodiff/graph/graph.hpp>
#include <autodiff/program/instruction.hpp>

#include <algorithm>
#include <cstdint>
#include <memory>
#include <vector>

namespace autodiff::program {

/// A number that an instruction reads: one of each point, known by the step that makes it (or by the input), or one
/// that all points share, known by its node in Plan::uniforms.
struct Operand {
    bool uniform = false;
    std::uint32_t id = 0;
    std::uint32_t minus = 0; ///< a uniform that is subtracted from it; of operands that the rows of a tile share only
    friend bool operator==(const Operand&, const Operand&) = default;
};

struct Term {
    TermKind kind;
    Operand a; ///< of a product; uniform where scaled; unused where the term is one slot
    Operand b;
};

enum class StepKind : std::uint8_t {
    operation,       ///< of the catalogue on its operands
    sum_of_products, ///< constant + terms
    add_products, ///< x * terms[k].b to the running sum terms[k].a.id, x to `target`, if any; x: the operands' product
    add_slot,     ///< operands[0] to the running sum `target`
    guard,        ///< operands[0] must compare as `taken`
    sum_tile,     ///< the rows, sums of products, whose first `shared` terms have the same slots
    product_tile, ///< the rows, products with running sums, likewise
    call          ///< of the function `target` on its operands
};

/// What is done for all points of a block at once.
struct Step {
    StepKind kind = StepKind::operation;
    ops::Opcode operation{};
    bool taken = false;
    std::uint32_t value = 0;     ///< the number of the value that it makes, of the first two kinds
    std::uint32_t target = none; ///< a running sum, the number of a guard, or of a function
    std::uint32_t constant = 0;
    std::vector<Operand> operands{};
    std::vector<Term> terms{};
    std::vector<Step> rows{};
    std::uint32_t shared = 0;
    std::uint32_t stairs = 0; ///< terms behind the shared ones that have the same slots in all rows but the first k + 1
    std::vector<std::uint32_t> results{}; ///< of a call: the value of each of its results; none where nobody needs it
};

/// Terms of row r that it shares with other rows of its tile.
inline std::uint32_t shared_terms(const Step& tile, std::uint32_t r) { return tile.shared + std::min(tile.stairs, r); }

/// One term of a summed output: sign * factor * (running sum, or the number of points).
struct OutputTerm {
    double sign = 1;
    std::uint32_t factor = none; ///< a uniform
    std::uint32_t sum = none;    ///< none: the number of points
    bool zero_wins = false;      ///< over an infinite factor or sum: the product is one of the chain rule
};

/// What is asked of a program.
enum class Purpose : std::uint8_t {
    map, ///< the outputs of each point
    sum  ///< the sum of the outputs over all points
};

struct Plan;

/// What steps call: a graph, in a loop or once, that is planned once for all calls and all steps
/// (nested/plan_bodies.hpp).
struct PlannedFunction {
    GraphFunction function;
    /// Inputs of the body that have one value for all points and all steps: its parameters, first to last. Empty: none.
    std::vector<bool> uniform_inputs{};
    std::shared_ptr<const Plan> body{};
    std::shared_ptr<const Plan> adjoint{}; ///< of a repeat_reverse
};

/// A graph as steps. Values are numbered; each is made once, by an input or by a step.
struct Plan {
    Graph uniforms;                    ///< all that does not differ from point to point; its inputs are the parameters
    std::vector<std::uint32_t> inputs; ///< which element of a point is which value: value of element k, or none
    std::vector<Step> steps;
    std::vector<Operand> outputs;                        ///< of a map
    std::vector<std::vector<OutputTerm>> summed_outputs; ///< of a sum
    std::uint32_t values = 0;
    std::uint32_t sums = 0;
    std::vector<std::uint32_t> slot_of; ///< of each value
    std::uint32_t slots = 0;
    std::vector<PlannedFunction> functions; ///< that steps call
    std::uint32_t failing_guard =
        none; ///< where a guard on constants does not hold: the number of what fails everywhere
};

} // namespace autodiff::program
