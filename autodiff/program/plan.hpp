#pragma once

#include <autodiff/graph/graph.hpp>
#include <autodiff/program/instruction.hpp>

#include <cstdint>
#include <limits>
#include <vector>

namespace autodiff::program {

/// A number that an instruction reads: one of each point, known by the step that makes it (or by the input), or one
/// that all points share, known by its node in Plan::uniforms.
struct Operand {
    bool uniform = false;
    std::uint32_t id = 0;
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
    add_products,    ///< operands[0] * terms[k].b to the running sum terms[k].a.id
    add_slot,        ///< operands[0] to the running sum `target`
    guard            ///< operands[0] must compare as `taken`
};

/// What is done for all points of a block at once.
struct Step {
    StepKind kind = StepKind::operation;
    ops::Opcode operation{};
    bool taken = false;
    std::uint32_t value = 0;  ///< the number of the value that it makes, of the first two kinds
    std::uint32_t target = 0; ///< a running sum, or the number of a guard
    std::uint32_t constant = 0;
    std::vector<Operand> operands{};
    std::vector<Term> terms{};
};

inline constexpr std::uint32_t none = std::numeric_limits<std::uint32_t>::max();

/// One term of a summed output: sign * factor * (running sum, or the number of points).
struct OutputTerm {
    double sign = 1;
    std::uint32_t factor = none; ///< a uniform
    std::uint32_t sum = none;    ///< none: the number of points
};

/// What is asked of a program.
enum class Purpose : std::uint8_t {
    map, ///< the outputs of each point
    sum  ///< the sum of the outputs over all points
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
};

} // namespace autodiff::program
