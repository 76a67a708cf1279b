#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace autodiff::writing {

/// What an element means to its neighbours in a row, which decides what is understood between them.
enum class MathmlRole {
    sign,     ///< an operator, a relation, a comma, a space
    operand,  ///< can be multiplied
    number,   ///< can be multiplied and is no name of a function
    function, ///< the name of a function, also with scripts
    fence     ///< in brackets of its own
};

/// One element of a formula's MathML.
struct MathmlElement {
    std::string_view tag;
    MathmlRole role = MathmlRole::operand;
    bool tall = false;                ///< higher than a line of text: brackets around it have to stretch
    std::string_view attributes = ""; ///< with a leading space
    std::string text = "";            ///< of a leaf, escaped
    std::vector<std::size_t> children = {};
};

/// All elements of a formula; children are places in the vector.
using MathmlTree = std::vector<MathmlElement>;

/// The element at `root` and all that it holds, without recursion: formulas are nested as deeply as they are long.
[[nodiscard]] std::string mathml_text(const MathmlTree& tree, std::size_t root);

/// Text between tags or in quotes: < > & " ' as entities.
[[nodiscard]] std::string markup_escaped(std::string_view text);

/// Reads the LaTeX that latex_to_mathml describes and returns the root of what it adds to the tree.
std::size_t read_latex(std::string_view latex, MathmlTree& tree);

} // namespace autodiff::writing
