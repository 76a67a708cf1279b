#include <autodiff/notation/cursor.hpp>

namespace autodiff::reading {

std::size_t Cursor::seen(std::size_t place) const {
    while (open_parentheses_ > 0 && tokens_[place].is(Token::Kind::line_end)) ++place;
    return place;
}

const Token& Cursor::peek(std::size_t ahead) const {
    std::size_t place = place_;
    for (; ahead > 0 && !tokens_[place].is(Token::Kind::end); --ahead) place = seen(place + 1);
    return tokens_[place];
}

Token Cursor::take() {
    last_ = place_;
    if (!tokens_[last_].is(Token::Kind::end)) place_ = seen(place_ + 1);
    return tokens_[last_];
}

bool Cursor::accept(std::string_view symbol) {
    if (!peek().is(symbol)) return false;
    take();
    return true;
}

void Cursor::skip_line_ends() {
    while (peek().is(Token::Kind::line_end)) take();
}

Token Cursor::open() {
    ++open_parentheses_; // before it goes on to what stands behind
    return take();
}

void Cursor::close() {
    --open_parentheses_;
    take();
}

} // namespace autodiff::reading
