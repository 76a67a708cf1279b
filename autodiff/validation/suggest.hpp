#pragma once

// Where a formula loses accuracy: an equal one that does not. s (1 - s) of the sigmoid s becomes
// sigmoid(x) * sigmoid(-x).

#include <autodiff/notation/formula.hpp>
#include <autodiff/validation/accuracy.hpp>
#include <autodiff/validation/proof.hpp>

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace autodiff {

struct SuggestOptions {
    AccuracyOptions accuracy = {};  ///< its progress is asked all along; nothing is suggested once it is false
    std::size_t expansions = 60;    ///< forms that the search goes on from; each gives some tens of others
    std::vector<std::string> names; ///< of the inputs, for the texts of proofs
};

/// An equal form of a formula that loses fewer bits.
struct Suggestion {
    Graph formula;
    std::string rule; ///< the identities that lead to it, in order
    AccuracyMap before, after;
    /// That the two are equal; of a form that selects, all its branches are. Unknown when only agreement at the
    /// measured points, in rigorous enclosures, speaks for it.
    Proof proof;
};

/// Searches the equal forms of the formula, one known identity at one place after the other, for the one that is
/// computed most accurately over the domain, as accuracy() measures it against the formula's true values. Proved forms
/// are preferred; refuted ones never returned. Nothing when the formula is within its bound already or no better form
/// is found. Deterministic. Throws as accuracy() does.
[[nodiscard]] std::optional<Suggestion> suggest(const Graph& formula, std::span<const Interval> domain = {},
                                                const SuggestOptions& options = {});
/// The same for a formula that was read from a text, measured against what is written.
[[nodiscard]] std::optional<Suggestion> suggest(const Formula& formula, std::span<const Interval> domain = {},
                                                const SuggestOptions& options = {});

/// A few lines: the form, what it gains, by which identities, and what is known of its equality.
[[nodiscard]] std::string to_text(const Suggestion& suggestion);

} // namespace autodiff

template <>
struct fmt::formatter<autodiff::Suggestion> : fmt::formatter<fmt::string_view> {
    fmt::format_context::iterator format(const autodiff::Suggestion& suggestion, fmt::format_context& context) const;
};
