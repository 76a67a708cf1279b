#include <autodiff/notation/dot.hpp>

#include <autodiff/graph/evaluate.hpp>
#include <autodiff/graph/inline_calls.hpp>
#include <autodiff/notation/function_names.hpp>
#include <autodiff/notation/layout.hpp>
#include <autodiff/notation/text.hpp>

#include <algorithm>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <optional>

namespace autodiff {

namespace {

/// Whether the arguments need no numbers. (g++ 12 takes the tables of two rows of one name for the same, although both
/// names are local to their files: rows of different meaning have different names.)
template <class Op>
struct Unnumbered {
    static constexpr bool value = Op::commutes || Op::arity == 1;
};

/// What is known about every node at a point.
class Numbers {
  public:
    Numbers(const Graph& graph, std::span<const double> point)
        : graph_(graph), values_(node_values(graph, point)), adjoints_(graph.size()) {
        for (const NodeId output : graph.outputs()) adjoints_[index(output)] += 1;
        for (std::size_t i = graph.size(); i-- > 0;) pass_back(static_cast<NodeId>(i));
    }

    [[nodiscard]] double value(NodeId node) const { return values_[index(node)]; }
    [[nodiscard]] double adjoint(NodeId node) const { return adjoints_[index(node)]; }
    /// Of an operation, with respect to each of its arguments.
    [[nodiscard]] std::vector<double> partials(NodeId id) const {
        std::vector<double> arguments;
        for (const NodeId argument : graph_.arguments(id)) arguments.push_back(value(argument));
        std::vector<double> result;
        for (std::size_t k = 0; k < arguments.size(); ++k)
            result.push_back(operation_partial(graph_.node(id).opcode(), arguments, k, value(id)));
        return result;
    }

  private:
    // A zero adjoint passes nothing on, and nothing passes through an untaken branch, whatever the partials behind it.
    void pass_back(NodeId id) {
        if (adjoint(id) == 0 || !graph_.node(id).is_operation()) return;
        const auto arguments = graph_.arguments(id);
        const std::vector<double> slopes = partials(id);
        for (std::size_t k = 0; k < arguments.size(); ++k)
            if (slopes[k] != 0) adjoints_[index(arguments[k])] += adjoint(id) * slopes[k];
    }

    const Graph& graph_;
    std::vector<double> values_;
    std::vector<double> adjoints_;
};

// Pale fills with dark words, and mid-grey lines: readable on white and on black paper.
constexpr std::string_view style = R"(  bgcolor="transparent";
  node [fontname="Helvetica", fontsize=12, style="filled,rounded", color="#7a8699", fontcolor="#1f2933", penwidth=1.2];
  edge [color="#7a8699", fontname="Helvetica", fontsize=10, fontcolor="#7a8699", labelfontcolor="#7a8699", labelfontsize=9,
        labeldistance=1.6, labelangle=35, arrowsize=0.7];
)";
constexpr std::string_view input_style = R"(shape=ellipse, style=filled, fillcolor="#cfe3f5")";
constexpr std::string_view constant_style =
    R"(shape=plaintext, style=filled, fillcolor="#e8e6e1", height=0.3, width=0.3, margin=0.08)";
constexpr std::string_view operation_style = R"(shape=box, fillcolor="#f6e3c5")";
constexpr std::string_view call_style = R"(shape=box, peripheries=2, fillcolor="#e3d9f0")";
constexpr std::string_view guard_style = R"(shape=box, style="filled,dashed", fillcolor="#f3d3d3")";
constexpr std::string_view output_style = R"(shape=hexagon, style=filled, fillcolor="#d3ebd3")";

/// Text inside the quotes of DOT.
std::string escaped(std::string_view text) {
    std::string result;
    for (const char c : text) {
        if (c == '"' || c == '\\') result += '\\';
        if (c == '\n')
            result += "\\n";
        else
            result += c;
    }
    return result;
}

class Drawing {
  public:
    Drawing(const Graph& graph, const DotOptions& options)
        : graph_(graph), options_(options), layout_(graph), names_(graph) {
        if (!options.point.empty()) numbers_.emplace(graph, options.point);
    }

    std::string draw() {
        out_ = fmt::format("digraph {{\n  rankdir={};\n{}", options_.left_to_right ? "LR" : "TB", style);
        for (std::size_t i = 0; i < graph_.size(); ++i) draw_node(static_cast<NodeId>(i));
        const auto outputs = graph_.outputs();
        for (std::size_t i = 0; i < outputs.size(); ++i) {
            const std::string name = outputs.size() == 1 ? "y" : fmt::format("y{}", i);
            out_ += fmt::format("  {} [{}, label=\"{}\"];\n", name, output_style, name);
            out_ += fmt::format("  n{} -> {};\n", index(outputs[i]), name);
        }
        return out_ + "}\n";
    }

  private:
    [[nodiscard]] std::string number(double value) const {
        return fmt::format("{:.{}g}", value, std::max(options_.digits, 1));
    }

    void draw_node(NodeId id) {
        const Node& node = graph_.node(id);
        if (!layout_.live(id) && !node.is_input()) return;
        const std::string label = label_of(id);
        out_ += fmt::format("  n{} [{}, label=\"{}\"];\n", index(id), style_of(id), escaped(label));
        const auto arguments = graph_.arguments(id);
        if (arguments.empty()) return;
        const bool numbered =
            node.is_operation() ? !ops::catalogue_table<Unnumbered>[ops::index(node.opcode())] : arguments.size() > 1;
        const std::vector<double> partials = numbers_ ? numbers_->partials(id) : std::vector<double>();
        for (std::size_t k = 0; k < arguments.size(); ++k) {
            std::vector<std::string> attributes;
            if (numbered) attributes.push_back(fmt::format("headlabel=\"#{}\"", k + 1));
            if (numbers_ && !graph_.node(arguments[k]).is_constant())
                attributes.push_back(fmt::format("label=\" {}\"", number(partials[k])));
            out_ += fmt::format("  n{} -> n{}", index(arguments[k]), index(id));
            out_ += attributes.empty() ? ";\n" : fmt::format(" [{}];\n", fmt::join(attributes, ", "));
        }
    }

    [[nodiscard]] auto guard_of(NodeId id) const {
        const auto guards = layout_.guards();
        const auto found = std::lower_bound(guards.begin(), guards.end(), id,
                                            [](const Guard& guard, NodeId node) { return guard.comparison < node; });
        return found != guards.end() && found->comparison == id ? &*found : nullptr;
    }

    [[nodiscard]] std::string_view style_of(NodeId id) const {
        const Node& node = graph_.node(id);
        if (node.is_input()) return input_style;
        if (node.is_constant()) return constant_style;
        if (node.is_call()) return call_style;
        return guard_of(id) != nullptr ? guard_style : operation_style;
    }

    [[nodiscard]] std::string label_of(NodeId id) const {
        const Node& node = graph_.node(id);
        if (node.is_constant()) return number_text(node.constant());
        std::string label;
        if (node.is_call()) return names_.text(graph_.function(id));
        if (node.is_result()) return fmt::format("[{}]", node.result_number());
        if (node.is_input())
            label = expression_text(graph_, id);
        else
            label =
                notation(node.opcode()).symbol.empty() ? notation(node.opcode()).name : notation(node.opcode()).symbol;
        if (const Guard* guard = guard_of(id)) label += guard->taken ? "\nis true" : "\nis false";
        if (numbers_) label += fmt::format("\n= {}", number(numbers_->value(id)));
        if (numbers_ && options_.adjoints) label += fmt::format("\nadjoint {}", number(numbers_->adjoint(id)));
        return label;
    }

    const Graph& graph_;
    const DotOptions& options_;
    writing::Layout layout_;
    writing::FunctionNames names_;
    std::optional<Numbers> numbers_;
    std::string out_;
};

} // namespace

// Numbers belong to single operations: they are shown of the graph without calls.
std::string to_dot(const Graph& graph, const DotOptions& options) {
    if (options.point.empty() || graph.functions().empty()) return Drawing(graph, options).draw();
    const Graph inlined = inline_calls(graph);
    return Drawing(inlined, options).draw();
}

} // namespace autodiff
