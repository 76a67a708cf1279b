#pragma once

#include <autodiff/notation/formula.hpp>

#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace autodiff::cli {

/// Formulas over the same variables, in the order in which they first occur.
struct Problem {
    std::vector<std::string> variables;
    std::vector<Formula> formulas;
};

/// Reads formulas that share definitions. A problem without variables gets one, called `otherwise`. Throws ParseError.
[[nodiscard]] Problem read_problem(std::span<const std::string> texts, std::span<const std::string> lets,
                                   const std::string& otherwise = "x");

/// The place of the variable that a derivative is taken by: the one asked for, or the only one, or x. Throws Error when
/// there is no such variable or it is not clear which is meant.
[[nodiscard]] std::size_t chosen_variable(std::span<const std::string> variables, const std::string& asked_for);

/// A number as a command line gives it: 1.5, -1e3, pi/2, inf. Throws Error that names `option` and the text.
[[nodiscard]] double read_number(const std::string& text, const std::string& option);

/// The values of the variables from texts such as x=1, in the variables' order. Throws Error when one is missing, said
/// twice or unknown.
[[nodiscard]] std::vector<double> read_point(std::span<const std::string> texts,
                                             std::span<const std::string> variables);

/// "x = 1, y = 2"
[[nodiscard]] std::string point_text(std::span<const std::string> variables, std::span<const double> point);

/// Long texts with dots in their middle, for sentences; never cut inside a character.
[[nodiscard]] std::string shortened(const std::string& text, std::size_t most = 160);

/// Text without spaces at its ends.
[[nodiscard]] std::string trimmed(const std::string& text);

/// Writes a whole file. Throws Error that names it when that fails.
void write_file(const std::string& file, const std::string& contents);

} // namespace autodiff::cli
