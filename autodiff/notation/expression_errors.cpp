// What is said about expressions that cannot be read.

#include <autodiff/notation/expression_reader.hpp>

#include <autodiff/notation/constants.hpp>
#include <autodiff/notation/prelude.hpp>

#include <fmt/format.h>

namespace autodiff::reading {

namespace {

using Kind = Token::Kind;

bool begins_operand(const Token& token) {
    return token.is(Kind::number) || token.is(Kind::name) || token.is("(") || token.is("√") || token.is("∛");
}

bool is_word(const Token& token) { return token.is(Kind::number) || token.is(Kind::name); }

/// "2 * x" where both are words.
std::string product(const Token& left, const Token& right) {
    if (!is_word(left) || !is_word(right)) return "with * between the two";
    return fmt::format("{} * {}", quoted(left.text), quoted(right.text));
}

/// What to say about a symbol or a word where an operator or an end belongs.
struct Remark {
    std::string_view text;
    std::string_view sentence;
};
constexpr Remark unexpected[] = {
    {")", "there is no ( for this )"},
    {",", "a comma stands between the arguments of a function only; decimals are written with a point, 1.5"},
    {"=",
     "a comparison is written ==; a definition, name = ..., ends with a semicolon and stands before the expression"},
    {":", "there is no ? for this :"},
    {"|", "the logical or is ||; a product with |x| needs a *"},
    {"!", "the logical not stands before its operand, and the factorial of n is gamma(n + 1)"},
    {"and", "the logical and is &&"},
    {"or", "the logical or is ||"},
    {"mod", "for the remainder write fmod(x, y)"},
};

std::string described(const Token& token) {
    if (token.is(Kind::end)) return "the end of the text";
    if (token.is(Kind::line_end)) return "the end of the line";
    return fmt::format("'{}'", quoted(token.text));
}

} // namespace

void ExpressionReader::fail_unexpected(const Token& token) const {
    if (token.is(Kind::wrong)) cursor_.fail(token, complaint(token));
    for (const Remark& remark : unexpected)
        if ((token.is(Kind::symbol) || token.is(Kind::name)) && token.text == remark.text)
            cursor_.fail(token, remark.sentence);
    if (begins_operand(token))
        cursor_.fail(token, fmt::format("an operator is missing before '{}'; a product is written {}",
                                        quoted(token.text), product(cursor_.last(), token)));
    cursor_.fail(token, fmt::format("{} cannot stand here; an operator or the end should", described(token)));
}

void ExpressionReader::fail_unclosed(const Token& opening) const {
    const Token& token = cursor_.peek();
    const bool parenthesis = opening.is("(");
    if (token.is(Kind::end) || token.is(Kind::line_end) || token.is(";") || (!parenthesis && token.is(")")))
        cursor_.fail(opening, parenthesis ? "this ( is not closed; a ) is missing"
                                          : "this | is not closed; |x| is the absolute value, the logical or is ||");
    fail_unexpected(token);
}

void ExpressionReader::fail_operand(const Token& token) const {
    if (token.is(Kind::wrong)) cursor_.fail(token, complaint(token));
    constexpr std::string_view wanted = "a number, a name or a parenthesis";
    if (token.is(Kind::end)) cursor_.fail(token, fmt::format("the text ends where {} should follow", wanted));
    if (token.is(Kind::superscript))
        cursor_.fail(token, "a superscript is an exponent and follows what it raises, as in x²");
    cursor_.fail(token, fmt::format("{} cannot stand here; {} should", described(token), wanted));
}

void ExpressionReader::fail_function_without_arguments(const Token& name) const {
    const Token& next = cursor_.peek();
    if (next.is("^") || next.is(Kind::superscript))
        cursor_.fail(next, fmt::format("a power of {0} is written after its argument: {0}(x)^2", name.text));
    if (next.is("|"))
        cursor_.fail(name, fmt::format("the argument of a function stands in parentheses: write {}(|x|)", name.text));
    if (is_word(next))
        cursor_.fail(name, fmt::format("the argument of a function stands in parentheses: write {}({})", name.text,
                                       quoted(next.text)));
    cursor_.fail(name, fmt::format("{} is a function: write {}; as the name of a variable it must be declared",
                                   name.text, signatures(name.text)));
}

void ExpressionReader::fail_no_function(const Token& name) const {
    const std::string text = quoted(name.text);
    const bool known = scope_.definitions.contains(name.text) || draft_.has_variable(name.text) ||
                       find_constant(name.text).has_value();
    if (known) cursor_.fail(name, fmt::format("{0} is no function; a product is written {0} * (...)", text));
    for (const Ambiguity& ambiguity : ambiguous_names)
        if (ambiguity.name == name.text)
            cursor_.fail(
                name, fmt::format("{} means different functions to different people; {}", name.text, ambiguity.remedy));
    const std::string_view near = nearest(name.text, function_names());
    if (near.empty())
        cursor_.fail(name, fmt::format("there is no function {0}; a product is written {0} * (...)", text));
    cursor_.fail(name, fmt::format("there is no function {}; did you mean {}?", text, signatures(near)));
}

void ExpressionReader::fail_argument_count(const Token& name, std::size_t count) const {
    const std::string got = count == 0   ? "no arguments"
                            : count == 1 ? "1 argument"
                                         : fmt::format("{} arguments", count);
    cursor_.fail(name, fmt::format("{} has {} here; write {}", name.text, got, signatures(name.text)));
}

void ExpressionReader::fail_unknown_name(const Token& name) const {
    std::vector<std::string_view> known(draft_.variables().begin(), draft_.variables().end());
    for (const auto& [defined, node] : scope_.definitions) known.emplace_back(defined);
    for (const ConstantName& constant : constant_names) known.emplace_back(constant.name);
    const std::string_view near = nearest(name.text, known);
    const std::string text = quoted(name.text);
    if (near.empty())
        cursor_.fail(name,
                     fmt::format("{} is neither a variable nor defined; declare it, or define it before: {} = ...;",
                                 text, text));
    cursor_.fail(name, fmt::format("{} is neither a variable nor defined; did you mean {}?", text, near));
}

} // namespace autodiff::reading
