#pragma once

#include <autodiff/notation/formula.hpp>

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace autodiff::reading {

/// A formula while it is being read: one graph in which variables and numbers are inputs in the order in which the text
/// names them. From it both graphs of the Formula are copied, so that they agree operation by operation.
class Draft {
  public:
    /// The variable of this name, which is added when it is new.
    NodeId variable(std::string_view name);
    [[nodiscard]] bool has_variable(std::string_view name) const { return variables_.contains(name); }
    /// The names of the variables, in the order of their first use.
    [[nodiscard]] std::span<const std::string> variables() const { return names_; }
    /// The same text is the same node.
    NodeId number(ExactNumber number);
    /// Infinity or NaN, which no text makes exact: the same constant in both graphs.
    NodeId constant(double value) { return graph_.add_constant(value); }
    NodeId add(ops::Opcode operation, std::span<const NodeId> arguments) { return graph_.add(operation, arguments); }
    template <class Op>
    NodeId add(std::initializer_list<NodeId> arguments) {
        return graph_.add<Op>(arguments);
    }

    /// The number that the node is, or nullptr.
    [[nodiscard]] const ExactNumber* number_at(NodeId id) const;
    [[nodiscard]] const Node& node(NodeId id) const { return graph_.node(id); }

    /// Whether the value of `output` needs that of `node`.
    [[nodiscard]] bool depends(NodeId output, NodeId node) const { return live_from(output)[index(node)]; }
    /// The formula of what `output` depends on. The first `declared` variables are kept, used or not.
    [[nodiscard]] Formula finish(std::string_view text, std::size_t declared, NodeId output) const;

  private:
    /// What an input of the draft is: the variable or the number of this index.
    struct Leaf {
        bool is_variable;
        std::size_t index;
    };
    [[nodiscard]] std::vector<bool> live_from(NodeId output) const;

    Graph graph_;
    std::vector<Leaf> leaves_; // by input number
    std::vector<std::string> names_;
    std::map<std::string, NodeId, std::less<>> variables_;
    std::vector<ExactNumber> numbers_;
    std::map<std::string, NodeId, std::less<>> number_nodes_;
};

} // namespace autodiff::reading
