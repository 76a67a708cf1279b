#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace autodiff::reading {

/// One character of a UTF-8 text.
struct Character {
    char32_t code = 0;    ///< of a byte that is no part of UTF-8: the byte
    std::size_t size = 1; ///< in bytes
    bool valid = true;
};

/// The character that starts at byte `at` < text.size(). Overlong forms, surrogates and stray bytes are not valid.
[[nodiscard]] Character decode(std::string_view text, std::size_t at);

/// A part of a text as a message can show it: what would not print becomes U+FFFD, and the middle of more than 40
/// characters is left out.
[[nodiscard]] std::string quoted(std::string_view part);

/// A text and the errors in it.
class SourceText {
  public:
    explicit SourceText(std::string_view text) : text_(text) {}

    [[nodiscard]] std::string_view text() const { return text_; }
    /// Throws ParseError: the place and the sentence, then the line and a caret under the character at byte `at`.
    [[noreturn]] void fail(std::size_t at, std::string_view sentence) const;

  private:
    std::string_view text_;
};

} // namespace autodiff::reading
