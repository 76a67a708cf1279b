#pragma once

#include <autodiff/graph/graph.hpp>
#include <autodiff/validation/proofs/signs.hpp>

#include <optional>
#include <string>
#include <vector>

namespace autodiff::proofs {

/// What a proof takes for granted of a node, or of the difference of two.
struct Fact {
    NodeId node;
    std::optional<NodeId> minus; ///< the other node
    Signs signs;
    Interval range;
    std::string relation;                           ///< as text; to what is subtracted, if anything is: "> 0", "<"
    std::optional<NodeId> fractional_exponent = {}; ///< it holds only if this constant is no integer
};

/// Where the operation's argument lies, if it has one; the whole line unless something else is known.
[[nodiscard]] Interval domain_of(ops::Opcode operation);

/// What must hold where all outputs of the graph are defined: log(x) needs x > 0. Looks at operations that count
/// whatever branches are taken. Its guards, too.
/// Inputs after the first `variables` are numbers.
std::vector<Fact> facts_of_definition(const Graph& graph, std::size_t variables);

} // namespace autodiff::proofs
