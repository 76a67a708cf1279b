#pragma once

#include <autodiff/enclosures/enclose.hpp>
#include <autodiff/graph/graph.hpp>
#include <autodiff/validation/accuracy.hpp>
#include <autodiff/validation/patience.hpp>

#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

namespace autodiff::validation {

/// Judges equal forms of one formula quickly: at some hundred points, the worst ones of a map among them, at which the
/// truth is enclosed once.
class Trial {
  public:
    /// Throws OutOfPatience, as all members do.
    Trial(const AccuracyMap& map, Encloser& truth, Precision precision, Patience& patience);

    [[nodiscard]] Patience& patience() const { return patience_; }
    /// Bits lost, at the worst of the points and on average; less is better.
    [[nodiscard]] double score(const Graph& form) const;
    /// Bits lost at each of the points.
    [[nodiscard]] std::vector<double> lost_bits(const Graph& form) const;
    [[nodiscard]] const std::vector<std::vector<double>>& points() const { return points_; }
    /// Whether the two have the same true values, as far as a few of the points can tell.
    [[nodiscard]] bool equal(const Graph& form, const Graph& formula) const;

  private:
    Precision precision_;
    Patience& patience_;
    std::vector<std::vector<double>> points_;
    std::vector<Enclosure> truths_;
};

/// An equal form of a formula, and the identities that led to it.
struct Form {
    Graph graph;
    std::vector<std::string_view> path;
    double score = 0;
    std::vector<Graph> branches = {}; ///< of a form that selects: the equal forms that it selects from
};

/// What one operation more must gain, in bits, to be worth it.
inline constexpr double bits_per_node = 0.02;

/// Of the bits lost at points: the worst and twice the mean.
[[nodiscard]] double score_of(std::span<const double> lost_bits);

/// Forms with a better score than the formula's, the best first, of two about equally good ones the shorter: a search
/// from form to form, one identity at one place a step, always on from the best, for `expansions` forms. Of a
/// long formula it looks at fewer. Throws OutOfPatience.
[[nodiscard]] std::vector<Form> better_forms(const Graph& formula, const Trial& trial, std::size_t expansions);

} // namespace autodiff::validation
