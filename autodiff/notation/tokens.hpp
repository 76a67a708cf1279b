#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace autodiff::reading {

struct Token {
    enum class Kind {
        number,
        name,
        symbol,      ///< an operator or a mark of the grammar
        superscript, ///< digits such as ² or ⁻¹³
        line_end,
        wrong, ///< a character that the language does not have
        end
    };
    Kind kind;
    std::string_view text; ///< as it stands in the source; of a symbol, how the grammar spells it
    std::size_t at;        ///< byte where it starts
    std::size_t size;      ///< in bytes

    [[nodiscard]] bool is(std::string_view symbol) const { return kind == Kind::symbol && text == symbol; }
    [[nodiscard]] bool is(Kind other) const { return kind == other; }
};

/// The text as tokens, the last of which is the end. Every text has tokens: what is wrong is a token, too. Bytes that
/// are no UTF-8 are wrong characters.
[[nodiscard]] std::vector<Token> tokenize(std::string_view text);

/// Whether the text is one name: a letter (Latin or Greek, but π) or an underscore, then letters, underscores, digits
/// and subscript digits.
[[nodiscard]] bool is_name(std::string_view text);

/// The sentence about a wrong character: what it is, and what to write instead where that is known.
[[nodiscard]] std::string complaint(const Token& wrong);

/// The digits of a superscript token as plain ones: "-13".
[[nodiscard]] std::string plain_digits(std::string_view superscript);

} // namespace autodiff::reading
