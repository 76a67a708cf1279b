#pragma once

#include <autodiff/ops/catalogue.hpp>

#include <span>
#include <string>
#include <string_view>

namespace autodiff::writing {

/// How numbers and elementary operations are spelt in C99 or C++11, in double or float.
struct SourceLanguage {
    bool cpp = false;
    bool single_precision = false;

    [[nodiscard]] std::string_view type() const { return single_precision ? "float" : "double"; }
    [[nodiscard]] std::string_view header() const { return cpp ? "<cmath>" : "<math.h>"; }

    /// The shortest decimal number that reads back as the same one; negative ones in brackets.
    [[nodiscard]] std::string number(double value) const;
    /// A call of a function of the C library, given by its name for double.
    [[nodiscard]] std::string call(std::string_view function, std::string_view arguments) const;
    /// An operation that is an operator or a function of the C library; empty for every other. Comparisons are
    /// conditions here, not numbers. Select is left out.
    [[nodiscard]] std::string elementary(ops::Opcode operation, std::span<const std::string> arguments) const;
};

/// The function of <math.h> that is this operation, or empty.
[[nodiscard]] std::string_view library_function(ops::Opcode operation);

/// A comment of several lines: nothing in the text ends it or continues a line.
[[nodiscard]] std::string comment_block(std::string_view text);

} // namespace autodiff::writing
