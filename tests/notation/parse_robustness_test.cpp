#include "catch.hpp"
#include "parsing.hpp"
#include "seed.hpp"

#include <autodiff/graph/evaluate.hpp>
#include <autodiff/notation/functions.hpp>
#include <autodiff/notation/source_text.hpp>

#include <algorithm>
#include <random>
#include <string>
#include <vector>

using namespace autodiff;
using Catch::Matchers::ContainsSubstring;
using parsing::error;

namespace {

std::string repeated(std::string_view part, std::size_t times) {
    std::string text;
    for (std::size_t i = 0; i < times; ++i) text += part;
    return text;
}

/// `left` `times` times, x, `right` as many times.
std::string nested(std::string_view left, std::string_view right, std::size_t times) {
    return repeated(left, times) + "x" + repeated(right, times);
}

/// Whatever the text: a formula whose graphs agree, or a ParseError whose place lies in the text.
void check_answer(const std::string& text) {
    CAPTURE(text);
    try {
        const Formula formula = parse(text);
        CHECK(formula.graph.outputs().size() == 1);
        CHECK(formula.graph.inputs().size() == formula.variables.size());
        CHECK(formula.exact.inputs().size() == formula.variables.size() + formula.numbers.size());
        const std::vector<double> x(formula.variables.size(), 0.75);
        CHECK(parsing::same_bits(formula.graph(x)[0], parsing::exact_value(formula, x)));
    } catch (const ParseError& e) {
        const std::string message = e.what();
        CHECK(std::count(message.begin(), message.end(), '\n') == 2);
        CHECK(message.back() == '^');
        bool valid = true;
        for (std::size_t at = 0; at < message.size();) {
            const reading::Character c = reading::decode(message, at);
            valid = valid && c.valid;
            at += c.size;
        }
        CHECK(valid);
        CHECK(e.column() <= text.size() + 1);
    }
}

} // namespace

TEST_CASE("nesting has a limit, which is an error and no overflow of the stack") {
    struct Nest {
        const char* left;
        const char* right;
        std::size_t deepest;
    };
    const auto [left, right, deepest] = GENERATE(values<Nest>({
        {"(", ")", 499},
        {"sin(", ")", 499},
        {"max(1, a || b && -(", "))", 198},
        {"-", "", 990},
        {"!", "", 990},
        {"x^", "", 990},
        {"√", "", 990},
        {"|", "|", 495},
        {"c ? a : ", "", 990},
        {"c ? ", " : a", 990},
        {"c ? (", ") : a", 330},
    }));
    CAPTURE(left, right);
    CHECK(error(nested(left, right, deepest)).empty());
    for (const std::size_t times :
         std::vector<std::size_t>{1001U, 10'000U, 100'000U / unsigned(std::string(left).size())})
        CHECK_THAT(error(nested(left, right, times)), ContainsSubstring("nested too deeply"));
    CHECK_FALSE(error(repeated(left, 10'000)).empty());
}

TEST_CASE("long texts are read in linear time") {
    CHECK(parse("0" + repeated("+x", 200'000)).graph.size() == 200'002);
    CHECK(parse("sum(0" + repeated(",x", 200'000) + ")").graph.size() == 3);
    CHECK(parse("x<1" + repeated("&&x<1", 100'000)).graph({0})[0] == 1);
    CHECK(parse(repeated("\n", 300'000) + "(" + repeated("\n", 300'000) + "x)").graph.size() == 1);
    CHECK(parse(repeated("1", 300)).numbers[0].numerator.size() == 300);
    CHECK_THAT(error(repeated("1", 500'000)), ContainsSubstring("beyond the largest double"));
    CHECK(error(repeated("x", 500'000)).empty());
    CHECK(error(repeated("x", 500'000) + "(1)").size() < 1000);
    CHECK(error(repeated("\xFF", 500'000)).size() < 1000);
    std::string lets = "a0 = x < 1;";
    for (int i = 1; i <= 20'000; ++i) {
        const std::string before = "a" + std::to_string(i - 1);
        lets += "a" + std::to_string(i) + "=" + before + "&&" + before + ";";
    }
    CHECK(parse(lets + "a20000").graph({0})[0] == 1);
}

TEST_CASE("a text beyond the limit of its size is an error") {
    CHECK_THAT(error(repeated(" ", 1'000'001)), ContainsSubstring("the text has 1000001 bytes, more than 1000000"));
}

TEST_CASE("random bytes are answered with an error or a formula") {
    CAPTURE(test_seed());
    std::mt19937_64 random(test_seed());
    for (int i = 0; i < 20'000; ++i) {
        std::string text(random() % 24, ' ');
        for (char& c : text) c = static_cast<char>(random() % 256);
        check_answer(text);
    }
}

TEST_CASE("random sequences of tokens, and formulas with some exchanged, are answered, too") {
    CAPTURE(test_seed());
    std::mt19937_64 random(test_seed());
    std::vector<std::string> words{
        "x",  "y",  "a",  "pi", "e",  "inf", "let", "1",  "2.5", "1e3", "(",    ")",  ",",  ";", "\n",
        "?",  ":",  "=",  "^",  "**", "!",   "&&",  "||", "|",   "²",   "⁻¹",   "√",  "−",  "π", "#",
        "\t", "==", "<=", "·",  "0x", "1e",  ".",   "∞",  "σ",   "%",   "\xCF", "if", "dot"};
    for (const reading::Infix& infix : reading::infix_operators()) words.emplace_back(infix.symbol);
    for (const std::string_view name : reading::function_names())
        if (name != "polygamma") words.emplace_back(name); // whose values take long at large orders
    const auto word = [&] { return words[random() % words.size()]; };
    const std::vector<std::string> formula{"s", "=",   "sigmoid", "(", "x", ")", ";", "s", "*", "(",
                                           "1", "-",   "s",       ")", "+", "|", "x", "^", "2", "|",
                                           "/", "max", "(",       "x", ",", "e", "^", "y", ")"};
    for (int i = 0; i < 20'000; ++i) {
        std::vector<std::string> tokens = formula;
        if (i % 2 == 0) tokens.assign(1 + random() % 12, "");
        const std::size_t changes = i % 2 == 0 ? tokens.size() : 1 + random() % 4;
        for (std::size_t k = 0; k < changes; ++k) tokens[i % 2 == 0 ? k : random() % tokens.size()] = word();
        std::string text;
        for (const std::string& token : tokens) text += token + (random() % 3 == 0 ? " " : "");
        check_answer(text);
    }
}
