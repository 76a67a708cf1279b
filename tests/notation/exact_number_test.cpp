#include "catch.hpp"
#include "parsing.hpp"
#include "seed.hpp"

#include <cmath>
#include <random>

#include <arb.h>
#include <reference/ball.hpp>

using namespace autodiff;
using Kind = ExactNumber::Kind;

namespace {

ExactNumber number(const std::string& text) {
    const Formula formula = parse(text);
    REQUIRE(formula.numbers.size() == 1);
    CHECK(formula.graph.size() == 1);
    CHECK(formula.graph.node(formula.graph.outputs()[0]).is_constant());
    CHECK(parsing::same_bits(formula.graph(std::vector<double>{})[0], formula.numbers[0].value));
    return formula.numbers[0];
}

/// The double nearest to a quotient of decimal integers, by Arb.
double nearest_to(const ExactNumber& exact) {
    reference::Integer numerator, denominator;
    REQUIRE(fmpz_set_str(numerator.get(), exact.numerator.c_str(), 10) == 0);
    REQUIRE(fmpz_set_str(denominator.get(), exact.denominator.c_str(), 10) == 0);
    constexpr slong bits = 2000; // no number below lies so near to the edge between two doubles
    reference::Ball ball;
    arb_set_fmpz(ball.get(), numerator.get());
    arb_div_fmpz(ball.get(), ball.get(), denominator.get(), bits);
    return arf_get_d(ball.middle(), ARF_RND_NEAR);
}

} // namespace

TEST_CASE("a number is kept as the quotient that its digits say") {
    const auto [text, numerator, denominator] = GENERATE(table<std::string, std::string, std::string>({
        {"1", "1", "1"},
        {"0.044715", "44715", "1000000"},
        {".5", "5", "10"},
        {"2.", "2", "1"},
        {"2.50", "25", "10"},
        {"1e-3", "1", "1000"},
        {"1.5E+10", "15000000000", "1"},
        {"1.5e1", "15", "1"},
        {"007", "7", "1"},
        {"100", "100", "1"},
        {"0", "0", "1"},
        {"0.000", "0", "1"},
        {"0e-999999999999999999999", "0", "1"},
        {"0e999999999999999999999", "0", "1"},
        {"-0.25", "-25", "100"},
        {"- 3", "-3", "1"},
        {"-0", "0", "1"},
        {"0x10", "16", "1"},
        {"0x1.8p-3", "24", "128"},
        {"0xFFFFFFFFFFFFFFFF", "18446744073709551615", "1"},
        {"0x1p70", "1180591620717411303424", "1"},
        {"0x0p9", "0", "1"},
        {"12345678901234567890.125", "12345678901234567890125", "1000"},
    }));
    const ExactNumber exact = number(text);
    CHECK(exact.kind == Kind::rational);
    CHECK(exact.numerator == numerator);
    CHECK(exact.denominator == denominator);
    CHECK(exact.value == nearest_to(exact));
}

TEST_CASE("pi and e are exact without digits") {
    CHECK(number("pi").kind == Kind::pi);
    CHECK(number("π").text == "pi");
    CHECK(number("e").kind == Kind::e);
    CHECK(number("e").value == 0x1.5bf0a8b145769p+1);
    CHECK(number("pi").value == 0x1.921fb54442d18p+1);
    CHECK(number("pi").numerator.empty());
}

TEST_CASE("the ends of the range of double are numbers, what is beyond is not") {
    CHECK(number("1.7976931348623157e308").value == std::numeric_limits<double>::max());
    CHECK(number("4.9e-324").value == std::numeric_limits<double>::denorm_min());
    CHECK(number("1e-300").denominator == "1" + std::string(300, '0'));
    CHECK(number("1e308").numerator == "1" + std::string(308, '0'));
    CHECK(number("0." + std::string(300, '0') + "1").value == 1e-301);
    CHECK(number("1" + std::string(300, '0') + "e-300").value == 1);
    CHECK(parsing::error("1e999") ==
          "column 1: 1e999 is beyond the largest double, 1.8e308; rescale, or write inf for infinity\n  1e999\n  ^");
    CHECK(parsing::error("1.8e308").find("beyond the largest double") != std::string::npos);
    CHECK(parsing::error("1 + 1e-999999999999") ==
          "column 5: 1e-999999999999 is nearer to 0 than any double, 4.9e-324; rescale, or write 0\n"
          "  1 + 1e-999999999999\n      ^");
    CHECK(parsing::error("2e-324").find("nearer to 0") != std::string::npos);
    CHECK(parsing::error("0x1p5000").find("beyond the largest double") != std::string::npos);
    CHECK(parsing::error("0x1p-5000").find("nearer to 0") != std::string::npos);
    CHECK(parsing::error("0x" + std::string(101, '1')).find("more than 100 hexadecimal digits") != std::string::npos);
}

TEST_CASE("the same digits are one input of the exact graph") {
    const Formula formula = parse("0.1 * x + 0.1 * y + 0.10");
    REQUIRE(formula.numbers.size() == 2);
    CHECK(formula.numbers[0].text == "0.1");
    CHECK(formula.numbers[1].text == "0.10");
    CHECK(to_text(formula.exact) == "x2 * x0 + x2 * x1 + x3");
    CHECK(to_text(formula.graph) == "0.1 * x0 + 0.1 * x1 + 0.1");
}

TEST_CASE("both graphs have the same operations, nothing folded") {
    const Formula formula = parse("e^(2 * pi) - 2^3 + sqrt(2) / (1 + 1) * x^2.5 + e");
    CHECK(to_text(formula.graph) == "exp(2 * 3.141592653589793) - pow(2, 3) + sqrt(2) / (1 + 1) * pow(x, 2.5) + "
                                    "2.718281828459045");
    CHECK(to_text(formula.exact) == "exp(x2 * x3) - pow(x2, x4) + sqrt(x2) / (x5 + x5) * pow(x0, x6) + x1");
    CHECK(formula.exact.inputs().size() == formula.variables.size() + formula.numbers.size());
}

TEST_CASE("random decimals are the doubles nearest to their quotients") {
    std::mt19937_64 random(test_seed());
    CAPTURE(test_seed());
    for (int i = 0; i < 500; ++i) {
        std::string text;
        const std::size_t digits = 1 + random() % 25;
        const std::size_t point = random() % digits;
        for (std::size_t k = 0; k < digits; ++k) {
            if (k == point) text += '.';
            text += static_cast<char>('0' + random() % 10);
        }
        text += "e" + std::to_string(static_cast<int>(random() % 560) - 290);
        CAPTURE(text);
        const ExactNumber exact = number(text);
        CHECK(exact.value == nearest_to(exact));
    }
}
