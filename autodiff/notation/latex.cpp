#include <autodiff/notation/latex.hpp>

#include <autodiff/notation/function_names.hpp>
#include <autodiff/notation/latex_template.hpp>
#include <autodiff/notation/layout.hpp>
#include <autodiff/notation/names.hpp>
#include <autodiff/notation/text.hpp>

#include <algorithm>
#include <cctype>
#include <cmath>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <limits>

namespace autodiff {

namespace {

using writing::LatexLevel;
using writing::LatexTemplate;
using writing::Piece;

/// 1e-5 as 10^{-5}, 1.5e300 as 1.5 \times 10^{300}.
std::string latex_number(double value) {
    if (std::isnan(value)) return "\\mathrm{NaN}";
    if (std::isinf(value)) return value < 0 ? "-\\infty" : "\\infty";
    std::string text = number_text(value);
    const std::size_t e = text.find('e');
    if (e == std::string::npos) return text;
    const std::string digits = text.substr(0, e);
    std::string power = fmt::format("10^{{{}}}", std::stoi(text.substr(e + 1)));
    if (digits == "1") return power;
    return digits == "-1" ? "-" + power : digits + " \\times " + power;
}

int number_level(double value) {
    const std::string text = latex_number(std::abs(value));
    if (text.find("times") != std::string::npos) return LatexLevel::product;
    return text.find('^') != std::string::npos ? LatexLevel::power : LatexLevel::atom;
}

class LatexExpression {
  public:
    LatexExpression(const Graph& graph, const writing::FunctionNames& functions, const writing::Names& names,
                    const writing::Layout* layout, std::ptrdiff_t depth)
        : graph_(graph), functions_(functions), names_(names), layout_(layout), depth_(depth) {}

    void write(std::string& out, NodeId node) const {
        bool beside = false; // the last words were the gap of a product such as x y
        writing::write_expression(
            node, [this](const Piece& piece, std::vector<Piece>& parts) { expand(piece, parts); },
            [&](const std::string& words) {
                // Digits that met would read as one number.
                if (beside && std::isdigit(static_cast<unsigned char>(words.front())) != 0) out += "\\cdot ";
                beside = words == " ";
                out += words;
            });
    }

    void write_use(std::string& out, NodeId node) const {
        if (layout_ != nullptr && layout_->number(node) > 0)
            out += leaf(node);
        else
            write(out, node);
    }

  private:
    [[nodiscard]] bool is_shared(const Piece& piece) const {
        return piece.depth > 0 && layout_ != nullptr && layout_->number(piece.node) > 0;
    }

    [[nodiscard]] std::string leaf(NodeId id) const {
        const Node& node = graph_.node(id);
        if (node.is_input()) return writing::latex_name(names_.input(node.input_number()));
        if (node.is_constant()) return latex_number(node.constant());
        return layout_ == nullptr ? "\\ldots" : writing::latex_name(names_.shared(layout_->number(id)));
    }

    [[nodiscard]] int level(const Piece& piece) const {
        const Node& node = graph_.node(piece.node);
        if (node.is_input() || is_shared(piece) || piece.depth > depth_ || node.is_call() || node.is_result())
            return LatexLevel::atom;
        const bool is_signed = node.is_constant() ? std::signbit(node.constant()) && !std::isnan(node.constant())
                                                  : writing::latex_template(node.opcode()).signed_;
        if (is_signed) return piece.leading ? LatexLevel::product : LatexLevel::sum;
        return node.is_constant() ? number_level(node.constant()) : writing::latex_template(node.opcode()).level;
    }

    void expand(const Piece& piece, std::vector<Piece>& parts) const {
        const bool brackets = level(piece) < piece.least;
        if (brackets) parts.push_back(writing::words("\\left("));
        if (piece.depth > depth_)
            parts.push_back(writing::words("\\ldots"));
        else if (graph_.node(piece.node).is_input() || graph_.node(piece.node).is_constant() || is_shared(piece))
            parts.push_back(writing::words(leaf(piece.node)));
        else if (!graph_.node(piece.node).is_operation())
            expand_call(piece, parts);
        else
            expand_operation(piece, piece.leading || brackets, parts);
        if (brackets) parts.push_back(writing::words("\\right)"));
    }

    void expand_operation(const Piece& piece, bool leading, std::vector<Piece>& parts) const {
        const auto arguments = graph_.arguments(piece.node);
        for (const LatexTemplate::Part& part : writing::latex_template(graph_.node(piece.node).opcode()).parts) {
            Piece argument{.words = part.words, .least = part.least, .depth = piece.depth + 1};
            argument.is_node = part.argument != LatexTemplate::no_argument;
            argument.leading = part.leading && (leading || !part.outermost);
            if (part.argument > 0) argument.node = arguments[static_cast<std::size_t>(part.argument) - 1];
            if (part.argument != LatexTemplate::every_argument)
                parts.push_back(argument);
            else
                expand_all(argument, arguments, parts);
        }
    }

    /// f_1(x, y) for a call; with its number below for a result.
    void expand_call(const Piece& piece, std::vector<Piece>& parts) const {
        const Node& node = graph_.node(piece.node);
        Piece argument{.words = {}, .is_node = true, .depth = piece.depth + 1};
        if (node.is_result()) {
            argument.node = node.arguments[0];
            parts.push_back(writing::words("{"));
            parts.push_back(argument);
            parts.push_back(writing::words(fmt::format("}}_{{{}}}", node.result_number())));
            return;
        }
        parts.push_back(writing::words(functions_.latex(graph_.function(piece.node)) + "\\left("));
        expand_all(argument, graph_.arguments(piece.node), parts);
        parts.push_back(writing::words("\\right)"));
    }

    void expand_all(Piece argument, std::span<const NodeId> nodes, std::vector<Piece>& parts) const {
        // However many there are, arguments that do not fit are one \ldots.
        const std::size_t written = argument.depth <= depth_ ? nodes.size() : std::min<std::size_t>(1, nodes.size());
        for (std::size_t k = 0; k < written; ++k) {
            if (k > 0) parts.push_back(writing::words(", "));
            argument.node = nodes[k];
            parts.push_back(argument);
        }
    }

    const Graph& graph_;
    const writing::FunctionNames& functions_;
    const writing::Names& names_;
    const writing::Layout* layout_; // none: nothing is shared
    std::ptrdiff_t depth_;          // below it stands \ldots
};

constexpr std::ptrdiff_t unlimited = std::numeric_limits<std::ptrdiff_t>::max();

std::string output_line(const Graph& graph, const LatexExpression& expression, std::size_t i) {
    std::string line = graph.outputs().size() == 1 ? "y &= " : fmt::format("y_{{{}}} &= ", i);
    expression.write_use(line, graph.outputs()[i]);
    return line;
}

std::string guard_line(const LatexExpression& expression, const Guard& guard) {
    std::string line = guard.taken ? "\\text{provided } & " : "\\text{provided not } & ";
    expression.write_use(line, guard.comparison);
    return line;
}

/// Outputs, then shared operations, then guards.
std::vector<std::string> graph_lines(const Graph& graph, const writing::FunctionNames& functions,
                                     const writing::Names& names) {
    const writing::Layout layout(graph);
    const LatexExpression expression(graph, functions, names, &layout, unlimited);
    std::vector<std::string> lines;
    for (std::size_t i = 0; i < graph.outputs().size(); ++i) lines.push_back(output_line(graph, expression, i));
    for (const NodeId node : layout.shared()) {
        lines.push_back(fmt::format("{}{} &= ", layout.number(node) == 1 ? "\\text{where } " : "",
                                    writing::latex_name(names.shared(layout.number(node)))));
        expression.write(lines.back(), node);
    }
    for (const Guard& guard : layout.guards()) lines.push_back(guard_line(expression, guard));
    return lines;
}

} // namespace

std::string expression_latex(const Graph& graph, NodeId node, std::size_t most_nodes,
                             std::span<const std::string> names) {
    writing::require_node(graph, node, "expression_latex");
    std::string out;
    const writing::FunctionNames functions(graph);
    const writing::Names called(graph.inputs().size(), names);
    LatexExpression(graph, functions, called, nullptr, writing::depth_within(graph, node, most_nodes)).write(out, node);
    return out;
}

std::string to_latex(const Graph& graph, std::span<const std::string> names) {
    const writing::Layout layout(graph);
    const writing::FunctionNames functions(graph);
    const writing::Names called(graph.inputs().size(), names);
    const LatexExpression expression(graph, functions, called, &layout, unlimited);
    const bool one_line = layout.shared().empty() && layout.guards().empty() && functions.bodies().empty();
    if (graph.outputs().size() == 1 && one_line) {
        std::string out;
        expression.write(out, graph.outputs().front());
        return out;
    }
    std::vector<std::string> lines = graph_lines(graph, functions, called);
    for (const Graph* body : functions.bodies()) {
        const writing::Names own(body->inputs().size(), {});
        std::vector<std::string> below = graph_lines(*body, functions, own);
        if (!below.empty()) below.front().insert(0, fmt::format("f_{{{}}}\\colon\\quad ", functions.number(*body)));
        lines.insert(lines.end(), below.begin(), below.end());
    }
    return fmt::format("\\begin{{aligned}}\n{}\n\\end{{aligned}}", fmt::join(lines, " \\\\\n"));
}

} // namespace autodiff
