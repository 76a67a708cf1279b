#pragma once

// LaTeX's commands for single symbols and what they are in MathML.

#include <autodiff/notation/mathml_tree.hpp>

#include <array>
#include <cstddef>
#include <string_view>

namespace autodiff::writing::symbols {

struct Command {
    std::string_view name;
    std::string_view tag;
    MathmlRole role;
    std::string_view text;
    std::string_view attributes = "";
};

inline constexpr auto sign = MathmlRole::sign;
inline constexpr auto operand = MathmlRole::operand;
inline constexpr auto function = MathmlRole::function;

// clang-format off
inline constexpr std::array commands{
    Command{"\\cdot", "mo", sign, "⋅"},      Command{"\\times", "mo", sign, "×"},     Command{"\\le", "mo", sign, "≤"},
    Command{"\\ge", "mo", sign, "≥"},        Command{"\\ne", "mo", sign, "≠"},        Command{"\\bmod", "mo", sign, "mod"},
    Command{"\\approx", "mo", sign, "≈"},    Command{"\\to", "mo", sign, "→"},        Command{"\\pm", "mo", sign, "±"},
    Command{"\\partial", "mo", sign, "∂"},   Command{"\\sum", "mo", sign, "∑"},       Command{"\\prime", "mo", sign, "′"},
    Command{"\\ldots", "mi", operand, "…"},  Command{"\\infty", "mi", operand, "∞"},
    Command{"\\ln", "mi", function, "ln"},   Command{"\\log", "mi", function, "log"}, Command{"\\exp", "mi", function, "exp"},
    Command{"\\sin", "mi", function, "sin"}, Command{"\\cos", "mi", function, "cos"}, Command{"\\tan", "mi", function, "tan"},
    Command{"\\sinh", "mi", function, "sinh"},     Command{"\\cosh", "mi", function, "cosh"},
    Command{"\\tanh", "mi", function, "tanh"},     Command{"\\arcsin", "mi", function, "arcsin"},
    Command{"\\arccos", "mi", function, "arccos"}, Command{"\\arctan", "mi", function, "arctan"},
    Command{"\\min", "mi", function, "min"},       Command{"\\max", "mi", function, "max"},
    Command{"\\alpha", "mi", operand, "α"},   Command{"\\beta", "mi", operand, "β"},     Command{"\\gamma", "mi", operand, "γ"},
    Command{"\\delta", "mi", operand, "δ"},   Command{"\\epsilon", "mi", operand, "ϵ"},  Command{"\\zeta", "mi", operand, "ζ"},
    Command{"\\eta", "mi", operand, "η"},     Command{"\\theta", "mi", operand, "θ"},    Command{"\\iota", "mi", operand, "ι"},
    Command{"\\kappa", "mi", operand, "κ"},   Command{"\\lambda", "mi", operand, "λ"},   Command{"\\mu", "mi", operand, "μ"},
    Command{"\\nu", "mi", operand, "ν"},      Command{"\\xi", "mi", operand, "ξ"},       Command{"\\pi", "mi", operand, "π"},
    Command{"\\rho", "mi", operand, "ρ"},     Command{"\\sigma", "mi", operand, "σ"},    Command{"\\tau", "mi", operand, "τ"},
    Command{"\\upsilon", "mi", operand, "υ"}, Command{"\\phi", "mi", operand, "ϕ"},      Command{"\\chi", "mi", operand, "χ"},
    Command{"\\psi", "mi", operand, "ψ"},     Command{"\\omega", "mi", operand, "ω"},    Command{"\\Gamma", "mi", operand, "Γ"},
    Command{"\\Delta", "mi", operand, "Δ"},   Command{"\\Theta", "mi", operand, "Θ"},    Command{"\\Lambda", "mi", operand, "Λ"},
    Command{"\\Xi", "mi", operand, "Ξ"},      Command{"\\Pi", "mi", operand, "Π"},       Command{"\\Sigma", "mi", operand, "Σ"},
    Command{"\\Upsilon", "mi", operand, "Υ"}, Command{"\\Phi", "mi", operand, "Φ"},      Command{"\\Psi", "mi", operand, "Ψ"},
    Command{"\\Omega", "mi", operand, "Ω"},
    Command{"\\,", "mspace", sign, "", " width=\".2em\""},        Command{"\\;", "mspace", sign, "", " width=\".3em\""},
    Command{"\\quad", "mspace", sign, "", " width=\"1em\""},
};
struct Delimiter {
    std::string_view name;
    std::string_view text;
};
inline constexpr std::array delimiters{
    Delimiter{"(", "("},        Delimiter{")", ")"},        Delimiter{"[", "["},       Delimiter{"]", "]"},
    Delimiter{"|", "|"},        Delimiter{"\\|", "‖"},      Delimiter{"\\{", "{"},     Delimiter{"\\}", "}"},
    Delimiter{"\\lfloor", "⌊"}, Delimiter{"\\rfloor", "⌋"}, Delimiter{"\\lceil", "⌈"}, Delimiter{"\\rceil", "⌉"},
    Delimiter{".", ""},
};
// clang-format on

/// The row of a table that has this name, or nullptr.
template <class Row, std::size_t N>
const Row* named(const std::array<Row, N>& table, std::string_view name) {
    for (const Row& row : table)
        if (row.name == name) return &row;
    return nullptr;
}

} // namespace autodiff::writing::symbols
