#include <autodiff/notation/mathml.hpp>

#include <autodiff/notation/latex.hpp>
#include <autodiff/notation/mathml_tree.hpp>

#include <fmt/format.h>

namespace autodiff {

std::string latex_to_mathml(std::string_view latex, MathDisplay display) {
    writing::MathmlTree tree;
    const std::size_t root = writing::read_latex(latex, tree);
    return fmt::format("<math xmlns=\"http://www.w3.org/1998/Math/MathML\"{}>{}</math>",
                       display == MathDisplay::block ? " display=\"block\"" : "", writing::mathml_text(tree, root));
}

std::string to_mathml(const Graph& graph, std::span<const std::string> names, MathDisplay display) {
    return latex_to_mathml(to_latex(graph, names), display);
}

std::string expression_mathml(const Graph& graph, NodeId node, std::size_t most_nodes,
                              std::span<const std::string> names, MathDisplay display) {
    return latex_to_mathml(expression_latex(graph, node, most_nodes, names), display);
}

} // namespace autodiff
