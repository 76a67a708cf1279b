#pragma once

#include <autodiff/graph/symbol.hpp>
#include <autodiff/validation/derivation.hpp>

#include <array>
#include <span>
#include <vector>

namespace autodiff::derivation {

/// An expression of a derivation. Its operators leave out factors of 1, which say nothing, and nothing else.
struct Shown {
    Symbol symbol;
};

/// An operation's first two arguments and their derivatives.
struct Parts {
    Shown a, b, da, db;
};

/// A rule of the textbook. The catalogue has the partials; this is how people write them down. Tests prove that both
/// are the same.
struct TextbookRule {
    ops::Opcode operation;
    std::array<bool, 2> moving; ///< which of its arguments depend on the variable
    const char* name;
    std::array<const char*, 2> letters; ///< of the arguments
    Shown (*derivative)(const Parts& parts);
};

[[nodiscard]] std::span<const TextbookRule> textbook_rules();
/// nullptr: the derivative is the sum of the catalogue's partials times the arguments' derivatives.
[[nodiscard]] const TextbookRule* textbook_rule(ops::Opcode operation, std::span<const bool> moving);

[[nodiscard]] Shown operator+(const Shown& x, const Shown& y);
[[nodiscard]] Shown operator*(const Shown& x, const Shown& y);

/// The rule by which an operation is differentiated whose arguments move or not; `plain`: they are the variable itself,
/// called `variable`.
[[nodiscard]] DerivationRule rule_of(ops::Opcode operation, std::span<const bool> moving, bool plain,
                                     const std::string& variable);

} // namespace autodiff::derivation
