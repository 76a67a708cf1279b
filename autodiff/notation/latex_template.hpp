#pragma once

#include <autodiff/ops/catalogue.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace autodiff::writing {

/// How tightly a piece of LaTeX holds together, loosest first.
struct LatexLevel {
    static constexpr int anything = 0;
    static constexpr int relation = 5;
    static constexpr int sum = 10;
    static constexpr int product = 20;
    static constexpr int power = 40; ///< also functions and fractions: everything but the base of a power
    static constexpr int atom = 50;
};

/// The LaTeX of an operation, cut at its arguments. What surrounds an argument says when it needs brackets: none inside
/// braces or delimiters, and around the looser parts of sums, products and powers.
struct LatexTemplate {
    static constexpr int no_argument = -1;
    static constexpr int every_argument = 0;

    struct Part {
        std::string words;
        int argument = no_argument; ///< from 1, or one of the two above; then there are no words
        int least = 0;              ///< arguments that bind looser get brackets
        bool leading = false;       ///< a minus sign may stand here without brackets ...
        bool outermost = false;     ///< ... if one may stand before the whole
    };

    std::vector<Part> parts;
    int level = LatexLevel::power; ///< of the whole
    bool signed_ = false;          ///< begins with a minus sign: as tight as a product where that may stand, else a sum

    /// Reads a template: #1, #2, #3 are arguments, #0 all of them. \left(#1\right)^ is read as #1^, since brackets come
    /// by themselves.
    explicit LatexTemplate(std::string_view text);
};

/// The template of an operation of the catalogue; \operatorname{name} where its notation gives none.
[[nodiscard]] const LatexTemplate& latex_template(ops::Opcode operation);

} // namespace autodiff::writing
