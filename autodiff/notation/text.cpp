#include <autodiff/notation/text.hpp>

#include <autodiff/notation/function_names.hpp>
#include <autodiff/notation/layout.hpp>
#include <autodiff/notation/names.hpp>

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <limits>

namespace autodiff {

namespace {

using writing::Piece;

template <class Op>
struct Compares {
    static constexpr bool value = Op::compares;
};

constexpr int atom = ops::call_precedence;
// As tight as a minus sign: brackets keep a number apart from a sign that is not its own.
constexpr int number_level = ops::Negate::notation.precedence;

class TextExpression {
  public:
    TextExpression(const Graph& graph, const writing::FunctionNames& functions, const writing::Names& names,
                   const writing::Layout* layout, std::ptrdiff_t depth)
        : graph_(graph), functions_(functions), names_(names), layout_(layout), depth_(depth) {}

    void write(std::string& out, NodeId node) const {
        writing::write_expression(
            node, [this](const Piece& piece, std::vector<Piece>& parts) { expand(piece, parts); },
            [&out](const std::string& words) { out += words; });
    }

    /// The name of a shared operation, or its expression.
    void write_use(std::string& out, NodeId node) const {
        if (layout_ != nullptr && layout_->number(node) > 0)
            out += leaf(node);
        else
            write(out, node);
    }

  private:
    [[nodiscard]] bool is_leaf(const Piece& piece) const {
        const Node& node = graph_.node(piece.node);
        return node.is_input() || node.is_constant() || piece.depth > depth_ ||
               (piece.depth > 0 && layout_ != nullptr && layout_->number(piece.node) > 0);
    }

    [[nodiscard]] std::string leaf(NodeId id) const {
        const Node& node = graph_.node(id);
        if (node.is_input()) return names_.input(node.input_number());
        if (node.is_constant()) return number_text(node.constant());
        return layout_ == nullptr ? "..." : names_.shared(layout_->number(id));
    }

    [[nodiscard]] int level(const Piece& piece) const {
        const Node& node = graph_.node(piece.node);
        if (node.is_constant()) return number_level;
        return is_leaf(piece) || !node.is_operation() ? atom : notation(node.opcode()).precedence;
    }

    void expand(const Piece& piece, std::vector<Piece>& parts) const {
        const bool brackets = level(piece) < piece.least;
        if (brackets) parts.push_back(writing::words("("));
        if (piece.depth > depth_)
            parts.push_back(writing::words("..."));
        else if (is_leaf(piece))
            parts.push_back(writing::words(leaf(piece.node)));
        else if (graph_.node(piece.node).is_result())
            expand_result(piece, parts);
        else if (graph_.node(piece.node).is_call())
            expand_call(piece, functions_.text(graph_.function(piece.node)), parts);
        else
            expand_operation(piece, parts);
        if (brackets) parts.push_back(writing::words(")"));
    }

    void expand_operation(const Piece& piece, std::vector<Piece>& parts) const {
        const ops::Opcode code = graph_.node(piece.node).opcode();
        const ops::Notation& how = notation(code);
        const auto arguments = graph_.arguments(piece.node);
        const auto argument = [&](std::size_t k, int least) {
            parts.push_back(
                {.words = {}, .node = arguments[k], .is_node = true, .least = least, .depth = piece.depth + 1});
        };
        if (how.form == ops::Form::infix) {
            // Operators group to the left, as in C; comparisons of comparisons are bracketed on either side.
            argument(0, how.precedence + (ops::catalogue_table<Compares>[ops::index(code)] ? 1 : 0));
            parts.push_back(writing::words(fmt::format(" {} ", how.symbol)));
            argument(1, how.precedence + 1);
        } else if (how.form == ops::Form::prefix) {
            parts.push_back(writing::words(how.symbol));
            argument(0, how.precedence + 1);
        } else {
            expand_call(piece, how.name, parts);
        }
    }

    void expand_call(const Piece& piece, std::string_view name, std::vector<Piece>& parts) const {
        const auto arguments = graph_.arguments(piece.node);
        parts.push_back(writing::words(fmt::format("{}(", name)));
        // However many there are, arguments that do not fit are one "...".
        const std::size_t written =
            piece.depth < depth_ ? arguments.size() : std::min<std::size_t>(1, arguments.size());
        for (std::size_t k = 0; k < written; ++k) {
            if (k > 0) parts.push_back(writing::words(", "));
            parts.push_back({.words = {}, .node = arguments[k], .is_node = true, .depth = piece.depth + 1});
        }
        parts.push_back(writing::words(")"));
    }

    void expand_result(const Piece& piece, std::vector<Piece>& parts) const {
        const Node& node = graph_.node(piece.node);
        parts.push_back({.words = {}, .node = node.arguments[0], .is_node = true, .depth = piece.depth + 1});
        parts.push_back(writing::words(fmt::format("[{}]", node.result_number())));
    }

    const Graph& graph_;
    const writing::FunctionNames& functions_;
    const writing::Names& names_;
    const writing::Layout* layout_; // none: nothing is shared
    std::ptrdiff_t depth_;          // below it stands "..."
};

constexpr std::ptrdiff_t unlimited = std::numeric_limits<std::ptrdiff_t>::max();

/// Shared operations and guards in the order in which they were recorded.
std::string preparation(const writing::Layout& layout, const TextExpression& expression, const writing::Names& names) {
    std::string out;
    auto guard = layout.guards().begin();
    const auto write_guards_before = [&](std::size_t end) {
        for (; guard != layout.guards().end() && index(guard->comparison) < end; ++guard) {
            out += "guard ";
            expression.write_use(out, guard->comparison);
            out += guard->taken ? " is true\n" : " is false\n";
        }
    };
    for (const NodeId node : layout.shared()) {
        write_guards_before(index(node));
        out += names.shared(layout.number(node)) + " = ";
        expression.write(out, node);
        out += '\n';
    }
    write_guards_before(std::numeric_limits<std::size_t>::max());
    return out;
}

/// The lines of the outputs and of what they need.
std::string body_text(const Graph& graph, const writing::FunctionNames& functions, const writing::Names& names) {
    const writing::Layout layout(graph);
    const TextExpression expression(graph, functions, names, &layout, unlimited);
    std::string out = preparation(layout, expression, names);
    const auto outputs = graph.outputs();
    for (std::size_t i = 0; i < outputs.size(); ++i) {
        if (outputs.size() > 1) out += fmt::format("y{} = ", i);
        expression.write_use(out, outputs[i]);
        out += '\n';
    }
    return out;
}

std::string indented(std::string_view text) {
    std::string out;
    bool begins = true;
    for (const char c : text) {
        if (begins) out += "    ";
        out += c;
        begins = c == '\n';
    }
    return out;
}

/// f1(x0, x1):
std::string heading(const Graph& body, std::size_t number) {
    const std::size_t inputs = body.inputs().size();
    if (inputs == 1) return fmt::format("f{}(x):\n", number);
    if (inputs > 8) return fmt::format("f{}(x0, ..., x{}):\n", number, inputs - 1);
    std::string list;
    for (std::size_t k = 0; k < inputs; ++k) list += fmt::format("{}x{}", k > 0 ? ", " : "", k);
    return fmt::format("f{}({}):\n", number, list);
}

} // namespace

std::string number_text(double value) { return std::isnan(value) ? "nan" : fmt::format("{}", value); }

std::string expression_text(const Graph& graph, NodeId node, std::size_t most_nodes,
                            std::span<const std::string> names) {
    writing::require_node(graph, node, "expression_text");
    std::string out;
    const writing::FunctionNames functions(graph);
    const writing::Names called(graph.inputs().size(), names);
    TextExpression(graph, functions, called, nullptr, writing::depth_within(graph, node, most_nodes)).write(out, node);
    return out;
}

std::string to_text(const Graph& graph, std::span<const std::string> names) {
    const writing::FunctionNames functions(graph);
    std::string out = body_text(graph, functions, writing::Names(graph.inputs().size(), names));
    for (const Graph* body : functions.bodies())
        out += heading(*body, functions.number(*body)) +
               indented(body_text(*body, functions, writing::Names(body->inputs().size(), {})));
    if (!out.empty()) out.pop_back();
    return out;
}

} // namespace autodiff
