#include "catch.hpp"
#include "parsing.hpp"

#include <string>

using namespace autodiff;
using Catch::Matchers::ContainsSubstring;
using parsing::error;

namespace {

/// `sentence` with the line and a caret under `column`, which counts characters.
std::string shown(std::size_t column, const std::string& sentence, const std::string& line) {
    return "column " + std::to_string(column) + ": " + sentence + "\n  " + line + "\n  " +
           std::string(column - 1, ' ') + "^";
}

struct Mistake {
    std::string text;
    std::size_t column;
    std::string sentence;
};

} // namespace

TEST_CASE("an error names what is wrong, where, and what to write instead") {
    const auto [text, column, sentence] = GENERATE(values<Mistake>({
        {"2x", 2, "an operator is missing before 'x'; a product is written 2 * x"},
        {"x y", 3, "an operator is missing before 'y'; a product is written x * y"},
        {"(a)(b)", 4, "an operator is missing before '('; a product is written with * between the two"},
        {"1.2.3", 4, "an operator is missing before '.3'; a product is written 1.2 * .3"},
        {"x(1 + y)", 1, "there is no function x; a product is written x * (...)"},
        {"x + x(y)", 5, "x is no function; a product is written x * (...)"},
        {"pi(2)", 1, "pi is no function; a product is written pi * (...)"},
        {"sin x", 1, "the argument of a function stands in parentheses: write sin(x)"},
        {"1 + sin", 5, "sin is a function: write sin(x); as the name of a variable it must be declared"},
        {"log - 1", 1,
         "log is a function: write log(x) or log(x, base); as the name of a variable it must be declared"},
        {"sin^2(x)", 4, "a power of sin is written after its argument: sin(x)^2"},
        {"cos²(x)", 4, "a power of cos is written after its argument: cos(x)^2"},
        {"sen(x)", 1, "there is no function sen; did you mean sin(x)?"},
        {"1 + sigmiod(x)", 5, "there is no function sigmiod; did you mean sigmoid(x)?"},
        {"ReLU(x) + ReLu6(x)", 1, "there is no function ReLU; did you mean relu(x)?"},
        {"log_1p(x)", 1, "there is no function log_1p; did you mean log1p(x)?"},
        {"frobnicate(x)", 1, "there is no function frobnicate; a product is written frobnicate * (...)"},
        {"pow(x)", 1, "pow has 1 argument here; write pow(x, y)"},
        {"exp()", 1, "exp has no arguments here; write exp(x)"},
        {"atan2(a, b, c)", 1, "atan2 has 3 arguments here; write atan2(y, x)"},
        {"log(a, b, c)", 1, "log has 3 arguments here; write log(x) or log(x, base)"},
        {"min(x)", 1, "min has 1 argument here; write min(x, y, ...)"},
        {"dot(a, b, c)", 1, "dot has 3 arguments here; write dot(x1, x2, ..., y1, y2, ...)"},
        {"2 * (x + 1", 5, "this ( is not closed; a ) is missing"},
        {"sin(x", 4, "this ( is not closed; a ) is missing"},
        {"x + 1)", 6, "there is no ( for this )"},
        {"|x + 1", 1, "this | is not closed; |x| is the absolute value, the logical or is ||"},
        {"(|x)", 2, "this | is not closed; |x| is the absolute value, the logical or is ||"},
        {"a | b", 3, "the logical or is ||; a product with |x| needs a *"},
        {"a & b", 3, "'&' has no meaning here; the logical and is &&"},
        {"a and b", 3, "the logical and is &&"},
        {"x!", 2, "the logical not stands before its operand, and the factorial of n is gamma(n + 1)"},
        {"x % 2", 3, "'%' has no meaning here; for the remainder write fmod(x, y)"},
        {"x[0]", 2, "'[' has no meaning here; write parentheses ( ), and x0, x1 for the elements of x"},
        {"1,5", 2, "a comma stands between the arguments of a function only; decimals are written with a point, 1.5"},
        {"x == 1 = 2", 8,
         "a comparison is written ==; a definition, name = ..., ends with a semicolon and stands before the "
         "expression"},
        {"a < b < c", 7, "comparisons do not chain: write a < b && b < c, or parentheses"},
        {"c ? a", 3, "this ? has no :; a choice is written condition ? x : y"},
        {"a : b", 3, "there is no ? for this :"},
        {"", 1, "there is no expression; write one, after the definitions if there are any"},
        {"y = x", 6, "there is no expression; write one, after the definitions if there are any"},
        {"x +", 4, "the text ends where a number, a name or a parenthesis should follow"},
        {"* x", 1, "'*' cannot stand here; a number, a name or a parenthesis should"},
        {"()", 2, "')' cannot stand here; a number, a name or a parenthesis should"},
        {"f(x) = x", 1, "there is no function f; a product is written f * (...)"},
        {"√x²", 3, "does the power belong under the root? Write √(x^2) or (√x)^2"},
        {"x²^3", 3, "a power of a power needs parentheses: (x^2)^3 or x^(2^3)"},
        {"²", 1, "a superscript is an exponent and follows what it raises, as in x²"},
        {"a = 1; a = 2; a", 8, "a is defined already; give the second definition another name"},
        {"b = a; a = 2; a", 8, "a is a variable already; define another name, or define it before its first use"},
        {"a = a + 1; a", 1, "a is a variable already; define another name, or define it before its first use"},
        {"π = 3; π", 1, "π is a constant and cannot be defined"},
        {"let a 3; a", 7, "a definition is written let name = expression"},
        {"a = 1 b; a", 7, "an operator is missing before 'b'; a product is written 1 * b"},
        {"x; y", 4,
         "one expression stands at the end of the text; a line that goes on ends with an operator or inside "
         "parentheses, and a definition begins with name ="},
        {"x + é", 5,
         "'é' (U+00E9) has no meaning here; names are made of Latin and Greek letters, digits and underscores"},
    }));
    CHECK(error(text) == shown(column, sentence, text));
    CHECK_THROWS_AS(parse(text), Error);
}

TEST_CASE("columns count characters, and the caret stands under the one") {
    CHECK(error("αβγ + é") == shown(7,
                                    "'é' (U+00E9) has no meaning here; names are made of Latin and Greek letters, "
                                    "digits and underscores",
                                    "αβγ + é"));
    try {
        (void)parse("σ(x) − 2x");
        FAIL("this is no expression");
    } catch (const ParseError& e) {
        CHECK(e.column() == 9);
        CHECK(e.line() == 1);
    }
}

TEST_CASE("a tab in the line is a tab above the caret's line, too") {
    CHECK(error("\tx +\t2y") ==
          "column 7: an operator is missing before 'y'; a product is written 2 * y\n  \tx +\t2y\n  \t   \t ^");
}

TEST_CASE("of several lines the one with the error is shown") {
    CHECK(error("a = x + 1\r\nb = 2a\r\nb") ==
          "line 2, column 6: an operator is missing before 'a'; a product is written 2 * a\n  b = 2a\n       ^");
    CHECK(error("sin(x +\ncos(x)") == "line 1, column 4: this ( is not closed; a ) is missing\n  sin(x +\n     ^");
    CHECK(error("a = x\n+ 3") ==
          "line 2, column 1: does this line continue the one before? Then let that one end with the operator; if not, "
          "let it end with a semicolon\n  + 3\n  ^");
    CHECK(error("a = x;\n-3").empty());
    CHECK(error("a = x\n-3 * a").empty());
}

TEST_CASE("of a long line the surroundings are shown") {
    const std::string sum = std::string(1000, ' ') + "+ 1 + 2x + " + std::string(1000, ' ') + "3";
    CHECK(error("1" + sum) == "column 1009: an operator is missing before 'x'; a product is written 2 * x\n  ..." +
                                  std::string(53, ' ') + "+ 1 + 2x + " + std::string(57, ' ') + "...\n     " +
                                  std::string(60, ' ') + "^");
}

TEST_CASE("what does not print is replaced in messages") {
    CHECK(error(std::string("x\0y", 3)) ==
          "column 2: the control character 0x00 has no meaning here; remove it\n  x\uFFFDy\n   ^");
    CHECK(error("x + \xFF") == "column 5: the byte 0xFF is no UTF-8; save the text as UTF-8\n  x + \uFFFD\n      ^");
    CHECK(error("\xE2\x82") == "column 1: the byte 0xE2 is no UTF-8; save the text as UTF-8\n  \uFFFD\uFFFD\n  ^");
    CHECK(error("\xC0\xAF").find("0xC0 is no UTF-8") != std::string::npos);     // an overlong /
    CHECK(error("\xED\xA0\x80").find("0xED is no UTF-8") != std::string::npos); // a surrogate
    CHECK(error("\x1B[31m") ==
          "column 1: the control character 0x1B has no meaning here; remove it\n  \uFFFD[31m\n  ^");
}

TEST_CASE("errors in definitions and declarations show those") {
    CHECK(error("a", {.lets = {"a = 2x"}}) ==
          shown(6, "an operator is missing before 'x'; a product is written 2 * x", "a = 2x"));
    CHECK(error("a", {.lets = {"2 * x"}}) == shown(1, "a definition is written name = expression", "2 * x"));
    CHECK(error("a", {.variables = {"x"}, .lets = {"x = 1"}}) ==
          shown(1, "x is a variable already; define another name, or define it before its first use", "x = 1"));
    CHECK(error("a", {.variables = {"a", "b", "a"}}) ==
          shown(1, "this variable is declared twice; give each once", "a"));
    for (const std::string wrong : {"", "2x", "x y", "π", "x-1", "x\n", "\xFF"}) {
        CAPTURE(wrong);
        CHECK_THAT(error("1", {.variables = {wrong}}), ContainsSubstring("cannot name a variable"));
    }
}
