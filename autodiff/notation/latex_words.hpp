#pragma once

#include <algorithm>
#include <cctype>
#include <cstddef>
#include <string_view>

namespace autodiff::writing {

/// Throws Error: this is not in the part of LaTeX that is translated.
[[noreturn]] void refuse_latex(std::string_view what);

inline bool is_letter(char c) { return std::isalpha(static_cast<unsigned char>(c)) != 0; }
inline bool is_digit(char c) { return std::isdigit(static_cast<unsigned char>(c)) != 0; }

/// A text in LaTeX, taken word by word. Nothing may be taken from an empty one.
class LatexWords {
  public:
    explicit LatexWords(std::string_view latex) : rest_(latex) {}

    [[nodiscard]] bool empty() const { return rest_.empty(); }
    [[nodiscard]] char next() const { return rest_.front(); }
    [[nodiscard]] bool next_is(char c) const { return rest_.starts_with(c); }

    template <class While>
    std::string_view take_while(While condition) {
        return take(static_cast<std::size_t>(std::find_if_not(rest_.begin(), rest_.end(), condition) - rest_.begin()));
    }
    /// A command, or one character of UTF-8.
    std::string_view take_word();
    /// What stands in the braces that follow a command, as it is. Throws Error when there are none.
    std::string_view take_braced(std::string_view command);

  private:
    std::string_view take(std::size_t length) {
        const std::string_view taken = rest_.substr(0, length);
        rest_.remove_prefix(taken.size());
        return taken;
    }

    std::string_view rest_;
};

} // namespace autodiff::writing
