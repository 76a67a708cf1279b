#include <autodiff/notation/expression_reader.hpp>

#include <autodiff/notation/exact_number.hpp>

#include <fmt/format.h>
#include <optional>
#include <utility>

namespace autodiff::reading {

namespace {

using Kind = Token::Kind;

/// An infix operator at the cursor: one of the catalogue, or a logical one, which bind looser than all of those.
struct Operator {
    enum class Kind { operation, conjunction, disjunction };
    Kind kind;
    int precedence;
    std::size_t tokens = 1; ///< that it is made of
    const Infix* infix = nullptr;
};
constexpr int disjunction_precedence = 1;
constexpr int conjunction_precedence = 2;

bool adjacent(const Token& a, const Token& b) { return a.at + a.size == b.at; }

/// `bars`: inside of |x|, where a bar closes.
std::optional<Operator> operator_at(const Cursor& cursor, bool bars) {
    const Token& token = cursor.peek();
    if (!token.is(Kind::symbol)) return std::nullopt;
    if (token.text == "&&") return Operator{Operator::Kind::conjunction, conjunction_precedence};
    if (token.text == "||") return Operator{Operator::Kind::disjunction, disjunction_precedence};
    if (token.text == "|" && !bars && cursor.peek(1).is("|") && adjacent(token, cursor.peek(1)))
        return Operator{Operator::Kind::disjunction, disjunction_precedence, 2};
    for (const Infix& infix : infix_operators())
        if (infix.symbol == token.text) return Operator{Operator::Kind::operation, infix.precedence, 1, &infix};
    return std::nullopt;
}

} // namespace

/// One level of nesting while it lives. Recursion passes through it at least once in every eight calls.
class ExpressionReader::Nesting {
  public:
    explicit Nesting(ExpressionReader& reader) : depth_(reader.depth_) {
        constexpr std::size_t deepest = 1000; // a parenthesis is two levels, which take 700 bytes of stack
        if (++depth_ <= deepest) return;
        reader.cursor_.fail(
            reader.cursor_.peek(),
            "the expression is nested too deeply, more than 500 parentheses; name its parts before it, "
            "as in s = ...; s + 1");
    }
    ~Nesting() { --depth_; }
    Nesting(const Nesting&) = delete;
    Nesting& operator=(const Nesting&) = delete;

  private:
    std::size_t& depth_;
};

NodeId ExpressionReader::conditional() {
    const Nesting nesting(*this);
    const NodeId condition = infix(disjunction_precedence);
    if (!cursor_.accept("?")) return condition;
    const Token question = cursor_.last();
    const std::size_t bars = std::exchange(bars_, 0);
    const NodeId yes = conditional();
    if (cursor_.peek().is(Kind::end) || cursor_.peek().is(";"))
        cursor_.fail(question, "this ? has no :; a choice is written condition ? x : y");
    if (!cursor_.accept(":")) fail_unexpected(cursor_.peek());
    bars_ = bars;
    const NodeId no = conditional();
    return draft_.add<ops::Select>({condition, yes, no});
}

NodeId ExpressionReader::infix(int least) {
    NodeId left = unary();
    for (;;) {
        const auto found = operator_at(cursor_, bars_ > 0);
        if (!found || found->precedence < least) return left;
        for (std::size_t i = 0; i < found->tokens; ++i) cursor_.take();
        const NodeId right = infix(found->precedence + 1);
        if (found->kind == Operator::Kind::conjunction) {
            left = logic_.both(left, right);
        } else if (found->kind == Operator::Kind::disjunction) {
            left = logic_.either(left, right);
        } else {
            left = draft_.add(found->infix->operation, std::array{left, right});
            if (!found->infix->compares) continue;
            logic_.truth(left);
            const auto next = operator_at(cursor_, bars_ > 0);
            if (next && next->infix != nullptr && next->infix->compares)
                cursor_.fail(cursor_.peek(), "comparisons do not chain: write a < b && b < c, or parentheses");
        }
    }
}

NodeId ExpressionReader::unary() {
    const Nesting nesting(*this);
    cursor_.skip_line_ends();
    if (cursor_.accept("+")) return unary();
    if (cursor_.accept("!")) return logic_.negation(unary());
    if (!cursor_.accept("-")) return power();
    // A minus sign directly before a number belongs to it, except where the number is the base of a power.
    const bool base = cursor_.peek(1).is("^") || cursor_.peek(1).is(Kind::superscript);
    if (cursor_.peek().is(Kind::number) && !base) return number(cursor_.take(), true);
    const NodeId operand = unary();
    const Node& node = draft_.node(operand);
    if (node.is_constant() && cursor_.last().is(Kind::name)) return draft_.constant(-node.constant());
    return draft_.add<ops::Negate>({operand});
}

NodeId ExpressionReader::power() {
    const NodeId base = primary();
    if (cursor_.peek().is(Kind::superscript)) {
        const Token token = cursor_.take();
        const std::string digits = plain_digits(token.text);
        const bool minus = digits.starts_with('-');
        const Token literal{Kind::number, std::string_view(digits).substr(minus ? 1 : 0), token.at, token.size};
        const NodeId result = raise(base, number(literal, minus));
        if (cursor_.peek().is("^") || cursor_.peek().is(Kind::superscript))
            cursor_.fail(cursor_.peek(), "a power of a power needs parentheses: (x^2)^3 or x^(2^3)");
        return result;
    }
    if (!cursor_.accept("^")) return base;
    return raise(base, unary());
}

NodeId ExpressionReader::primary() {
    cursor_.skip_line_ends();
    const Token token = cursor_.peek();
    if (token.is("(")) return parenthesized();
    if (token.is("|")) return absolute_value();
    if (token.is(Kind::number)) return number(cursor_.take(), false);
    if (token.is(Kind::name)) return name(cursor_.take());
    if (token.is("√") || token.is("∛")) return root(cursor_.take());
    fail_operand(token);
}

NodeId ExpressionReader::number(const Token& literal, bool minus) {
    ReadNumber read = read_number(literal.text);
    const std::string text = quoted(literal.text);
    switch (read.range) {
    case Range::fits:
        break;
    case Range::too_large:
        cursor_.fail(literal,
                     fmt::format("{} is beyond the largest double, 1.8e308; rescale, or write inf for infinity", text));
    case Range::too_small:
        cursor_.fail(literal, fmt::format("{} is nearer to 0 than any double, 4.9e-324; rescale, or write 0", text));
    case Range::too_long:
        cursor_.fail(literal, fmt::format("{} has more than {} hexadecimal digits; write it with fewer, or in decimal",
                                          text, most_hexadecimal_digits));
    }
    return draft_.number(minus ? negative(std::move(read.number)) : std::move(read.number));
}

NodeId ExpressionReader::parenthesized() {
    const std::size_t bars = std::exchange(bars_, 0);
    const Token opening = cursor_.open();
    const NodeId inside = conditional();
    if (!cursor_.peek().is(")")) fail_unclosed(opening);
    cursor_.close();
    bars_ = bars;
    return inside;
}

NodeId ExpressionReader::absolute_value() {
    const Token opening = cursor_.take();
    ++bars_;
    const NodeId inside = conditional();
    if (!cursor_.accept("|")) fail_unclosed(opening);
    --bars_;
    return draft_.add<ops::Abs>({inside});
}

NodeId ExpressionReader::root(const Token& sign) {
    const Nesting nesting(*this);
    const bool parenthesis = cursor_.peek().is("(");
    const NodeId inside = primary();
    if (!parenthesis && (cursor_.peek().is("^") || cursor_.peek().is(Kind::superscript)))
        cursor_.fail(cursor_.peek(),
                     fmt::format("does the power belong under the root? Write {0}(x^2) or ({0}x)^2", sign.text));
    return sign.text == "√" ? draft_.add<ops::Sqrt>({inside}) : draft_.add<ops::Cbrt>({inside});
}

std::vector<NodeId> ExpressionReader::arguments() {
    const std::size_t bars = std::exchange(bars_, 0);
    const Token opening = cursor_.open();
    std::vector<NodeId> read;
    if (!cursor_.peek().is(")")) {
        do read.push_back(conditional());
        while (cursor_.accept(","));
    }
    if (!cursor_.peek().is(")")) fail_unclosed(opening);
    cursor_.close();
    bars_ = bars;
    return read;
}

} // namespace autodiff::reading
