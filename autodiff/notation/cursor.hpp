#pragma once

#include <autodiff/notation/source_text.hpp>
#include <autodiff/notation/tokens.hpp>

#include <cstddef>
#include <string_view>
#include <vector>

namespace autodiff::reading {

/// A place among the tokens of a text. Between parentheses, line ends are not seen.
class Cursor {
  public:
    explicit Cursor(std::string_view text) : source_(text), tokens_(tokenize(text)) {}

    /// The token `ahead` places on; the end where there are no more.
    [[nodiscard]] const Token& peek(std::size_t ahead = 0) const;
    /// The token that was taken last; the first before any was.
    [[nodiscard]] const Token& last() const { return tokens_[last_]; }
    Token take();
    /// Takes the symbol if it comes next.
    bool accept(std::string_view symbol);
    void skip_line_ends();

    /// Takes an opening parenthesis, and the one that closes it.
    Token open();
    void close();

    [[noreturn]] void fail(const Token& token, std::string_view sentence) const { source_.fail(token.at, sentence); }

  private:
    /// The first token from `place` on that is seen.
    [[nodiscard]] std::size_t seen(std::size_t place) const;

    SourceText source_;
    std::vector<Token> tokens_;
    std::size_t place_ = 0; // of a token that is seen
    std::size_t last_ = 0;
    std::size_t open_parentheses_ = 0;
};

} // namespace autodiff::reading
