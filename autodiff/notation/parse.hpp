#pragma once

#include <autodiff/base/error.hpp>
#include <autodiff/notation/formula.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace autodiff {

/// A text that is no expression. what() is a sentence that names what is wrong and what to write instead, then the line
/// of the text and a caret under the place.
class ParseError : public Error {
  public:
    ParseError(const std::string& message, std::size_t line, std::size_t column)
        : Error(message), line_(line), column_(column) {}

    /// From 1, in characters. One after the last character where something is missing at the end.
    [[nodiscard]] std::size_t column() const { return column_; }
    /// From 1.
    [[nodiscard]] std::size_t line() const { return line_; }

  private:
    std::size_t line_;
    std::size_t column_;
};

struct ParseOptions {
    /// These come first among the inputs, in this order, used or not.
    std::vector<std::string> variables = {};
    /// Definitions such as "s = 1 / (1 + exp(-x))"; each may use the ones before it.
    std::vector<std::string> lets = {};
    /// Whether any other name is a variable, too; those follow in the order in which the lets and the text use them.
    bool other_variables = true;
};

/// The function that an expression stands for: `exp(-x^2 / 2) / sqrt(2 * pi)`. Definitions may come before the
/// expression, each ended by a semicolon or a line feed: `s = sigmoid(x); s * (1 - s)`. What to_text writes of a graph
/// with one output and without guards is read as the same operations. docs/expressions.md describes the language.
/// Throws ParseError.
[[nodiscard]] Formula parse(std::string_view text, const ParseOptions& options = {});

} // namespace autodiff
