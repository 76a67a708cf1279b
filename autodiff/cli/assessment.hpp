#pragma once

#include <autodiff/cli/domain.hpp>
#include <autodiff/cli/json.hpp>
#include <autodiff/cli/options.hpp>
#include <autodiff/cli/problem.hpp>
#include <autodiff/cli/terminal.hpp>
#include <autodiff/validation/accuracy.hpp>
#include <autodiff/validation/proof.hpp>
#include <autodiff/validation/suggest.hpp>

#include <functional>
#include <optional>
#include <span>
#include <string>

namespace autodiff::cli {

/// What is found out about a formula: whether it is the derivative of a function, and how accurate it is.
struct Assessment {
    std::vector<std::string> lets; ///< the definitions that the formulas use
    Problem problem;               ///< the function, then the formula said to be its derivative, if there is one
    std::size_t variable = 0;      ///< of the derivative, and of plots
    Domain domain;
    Formula truth;                       ///< what the formula should compute, with exact numbers
    std::optional<Proof> proof;          ///< whether it does; none when the formula is the function itself
    std::optional<AccuracyMap> accuracy; ///< none when the formula is refuted, or cannot be measured
    std::string not_measured;            ///< why not
    /// Whether the function need not have a derivative at a point: what is not measured. None when there is no claim.
    std::function<bool(std::span<const double> x)> at_kink;
    bool out_of_time = false; ///< the measurement or the search for a better formula was cut short
    std::optional<Suggestion> suggestion;
    std::optional<double> max_ulp;
    std::string precision; ///< double or float

    [[nodiscard]] const Formula& function() const { return problem.formulas.front(); }
    /// The formula that is proved and measured.
    [[nodiscard]] const Formula& formula() const { return problem.formulas.back(); }
    [[nodiscard]] const std::string& variable_name() const { return problem.variables[variable]; }
    /// Whether the time limit left nothing out.
    [[nodiscard]] bool complete() const;
    /// Errors up to it are fine.
    [[nodiscard]] double bound_ulp() const { return max_ulp.value_or(AccuracyOptions().bound_ulp); }
    [[nodiscard]] ExitStatus status() const;
};

/// Is one formula the derivative of another? Throws Error for bad input.
[[nodiscard]] Assessment assess_derivative(const Options& options, const Terminal& terminal);
/// How accurate is a formula?
[[nodiscard]] Assessment assess_accuracy(const Options& options, const Terminal& terminal);

/// A verdict in words, for a terminal and for a page.
struct Sentences {
    Tone tone = Tone::good;
    std::string word;     ///< "Proved"
    std::string claim;    ///< what is proved: a sentence
    std::string evidence; ///< more of it: a witness, an obstacle; may be empty
    std::string accuracy; ///< how accurate the formula is; may be empty
    std::string advice;   ///< a better formula; may be empty
};
[[nodiscard]] Sentences sentences(const Assessment& assessment);

/// Details for a table: a name and a value a row.
[[nodiscard]] std::vector<std::pair<std::string, std::string>> facts(const Assessment& assessment);

/// 1.9, 4.5e15, infinite
[[nodiscard]] std::string ulp_text(double ulp);

void print(const Assessment& assessment, Terminal& terminal);
[[nodiscard]] Json to_json(const Assessment& assessment);

} // namespace autodiff::cli
