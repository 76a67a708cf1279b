#include "catch.hpp"
#include "parsing.hpp"

#include <autodiff/graph/evaluate.hpp>

#include <cmath>
#include <limits>

using namespace autodiff;
using parsing::read;
using parsing::value;

TEST_CASE("operators group as in mathematics") {
    const auto [text, meaning] = GENERATE(table<std::string, std::string>({
        {"a - b - c", "x0 - x1 - x2"},
        {"a - (b - c)", "x0 - (x1 - x2)"},
        {"a / b / c", "x0 / x1 / x2"},
        {"a / b * c", "x0 / x1 * x2"},
        {"a + b * c", "x0 + x1 * x2"},
        {"(a + b) * c", "(x0 + x1) * x2"},
        {"a * b^c", "x0 * pow(x1, x2)"},
        {"a^b^c", "pow(x0, pow(x1, x2))"},
        {"a**b**c", "pow(x0, pow(x1, x2))"},
        {"(a^b)^c", "pow(pow(x0, x1), x2)"},
        {"-a^b", "-pow(x0, x1)"},
        {"(-a)^b", "pow(-x0, x1)"},
        {"a^-b", "pow(x0, -x1)"},
        {"a^-b^c", "pow(x0, -pow(x1, x2))"},
        {"-a * b", "-x0 * x1"},
        {"-(a * b)", "-(x0 * x1)"},
        {"a * -b", "x0 * -x1"},
        {"a--b", "x0 - -x1"},
        {"a - +b", "x0 - x1"},
        {"--x", "-(-x)"},
        {"a + b < c - d", "x0 + x1 < x2 - x3"},
        {"(a < b) == (c >= d)", "(x0 < x1) == (x2 >= x3)"},
        {"a < b ? a : b", "select(x0 < x1, x0, x1)"},
        {"a ? b : c ? d : f", "select(x0, x1, select(x2, x3, x4))"},
        {"a ? b ? c : d : f", "select(x0, select(x1, x2, x3), x4)"},
        {"a ? b : c + 1", "select(x0, x1, x2 + 1)"},
        {"(a ? b : c) + 1", "select(x0, x1, x2) + 1"},
    }));
    CAPTURE(text);
    CHECK(read(text) == meaning);
}

TEST_CASE("conditions join with and, or, not, and give 1 or 0") {
    CHECK(read("a < b && b < c") == "select(x0 < x1, x1 < x2, 0)");
    CHECK(read("a < b || b < c") == "select(x0 < x1, 1, x1 < x2)");
    CHECK(read("a || b && c") == "select(x0, 1, select(x1, x2 != 0, 0))");
    CHECK(read("!(a < b)") == "select(x0 < x1, 0, 1)");
    for (const double a : {0.0, 1.0, -3.0, std::numeric_limits<double>::quiet_NaN()})
        for (const double b : {0.0, 1.0, 0.25, std::numeric_limits<double>::quiet_NaN()}) {
            CAPTURE(a, b);
            CHECK(value("a && b", {a, b}) == double(a != 0 && b != 0));
            CHECK(value("a || b", {a, b}) == double(a != 0 || b != 0));
            CHECK(value("!a && !b", {a, b}) == double(a == 0 && b == 0));
            CHECK(value("!(a && b) || !(b || a)", {a, b}) == double(!(a != 0 && b != 0) || !(b != 0 || a != 0)));
        }
}

TEST_CASE("powers of e are exponentials, squares are products, other powers are pow") {
    CHECK(read("e^x") == "exp(x)");
    CHECK(read("e**-x^2") == "exp(-square(x))");
    CHECK(read("(e)^(x + 1)") == "exp(x + 1)");
    CHECK(read("x^2") == "square(x)");
    CHECK(read("x^2.0") == "square(x)");
    CHECK(read("x^(2)") == "square(x)");
    CHECK(read("x^2.0000000000000000000000000001") == "pow(x, 2)"); // near to 2, but not 2
    CHECK(read("x^-2") == "pow(x, -2)");
    CHECK(read("x^3") == "pow(x, 3)");
    CHECK(read("2^x") == "pow(2, x)");
    CHECK(read("pow(x, 2)") == "pow(x, 2)");
    CHECK(read("-2^2") == "-square(2)");
}

TEST_CASE("a minus sign directly before a number belongs to it") {
    CHECK(read("-2 * x") == "-2 * x");
    CHECK(parse("-2").graph.size() == 1);
    CHECK(parse("-(2)").graph.size() == 2);
    CHECK(std::signbit(value("-0")));
    CHECK(read("x - 2") == "x - 2");
    CHECK(read("x - -2") == "x - -2");
    CHECK(read("-inf") == "-inf");
    CHECK(parse("-inf").graph.size() == 1);
    CHECK(parse("-(inf)").graph.size() == 2);
}

TEST_CASE("every function of the catalogue is called by its name") {
    std::size_t calls = 0;
    for (std::size_t i = 0; i < ops::Catalogue::size; ++i) {
        const auto code = static_cast<ops::Opcode>(i);
        const int count = arity(code);
        std::string arguments = "a, b, c, d";
        if (count != ops::any_number) arguments.resize(static_cast<std::size_t>(3 * count - 2));
        const std::string text = std::string(notation(code).name) + "(" + arguments + ")";
        CAPTURE(text);
        const Formula formula = parse(text);
        CHECK(formula.graph.node(formula.graph.outputs()[0]).opcode() == code);
        CHECK(formula.graph.arguments(formula.graph.outputs()[0]).size() == formula.variables.size());
        ++calls;
    }
    CHECK(calls > 60);
}

TEST_CASE("some functions take any number of arguments") {
    CHECK(read("sum(a, b, c, d, f)") == "sum(x0, x1, x2, x3, x4)");
    CHECK(read("sum()") == "sum()");
    CHECK(read("dot(a, b, c, d)") == "dot(x0, x1, x2, x3)");
    CHECK(read("min(a, b)") == "min(x0, x1)");
    CHECK(read("max(a, b, c, d)") == "max(max(max(x0, x1), x2), x3)");
    CHECK(read("hypot(a, b, c)") == "hypot(hypot(x0, x1), x2)");
}

TEST_CASE("what people paste is understood") {
    CHECK(read("−x × 3 ÷ y") == "-x0 * 3 / x1");
    CHECK(read("a·b") == "x0 · x1");
    CHECK(read("a⋅b") == "x0 * x1");
    CHECK(read("√x + √(x + 1) + ∛(x)") == "sqrt(x) + sqrt(x + 1) + cbrt(x)");
    CHECK(read("√(x)^2") == "square(sqrt(x))");
    CHECK(read("x² + x³ + x⁻¹ + x¹⁰") == "square(x) + pow(x, 3) + pow(x, -1) + pow(x, 10)");
    CHECK(read("-x²") == "-square(x)");
    CHECK(read("2^x²") == "pow(2, square(x))");
    CHECK(read("ℯ^x") == "exp(x)");
    CHECK(read("a ≤ b") == "x0 <= x1");
    CHECK(read("¬(a ≥ b) ∧ a ≠ b") == read("!(a >= b) && a != b"));
    CHECK(read("a ∨ b") == read("a || b"));
    CHECK(read("σ(λ) * μ₁") == "sigmoid(x0) * x1");
    CHECK(read("x\xC2\xA0+\xE2\x80\x89y") == "x0 + x1"); // no-break and thin spaces
    CHECK(value("π") == 3.141592653589793);
    CHECK(value("−∞") == -std::numeric_limits<double>::infinity());
}

TEST_CASE("bars are the absolute value") {
    CHECK(read("|x|") == "abs(x)");
    CHECK(read("|x| + |y|") == "abs(x0) + abs(x1)");
    CHECK(read("||x| - 1|") == "abs(abs(x) - 1)");
    CHECK(read("||x||") == "abs(abs(x))");
    CHECK(read("|x + |y||") == "abs(x0 + abs(x1))");
    CHECK(read("|x| < 1 || |x| > 2") == "select(abs(x) < 1, 1, abs(x) > 2)");
    CHECK(read("|(a || b)|") == "abs(select(x0, 1, x1 != 0))");
    CHECK(read("-|x|^3") == "-pow(abs(x), 3)");
}

TEST_CASE("constants have names, which variables and definitions may take away") {
    CHECK(value("pi") == 3.141592653589793);
    CHECK(value("e") == 2.718281828459045);
    CHECK(value("inf") == std::numeric_limits<double>::infinity());
    CHECK(std::isnan(value("nan")));
    CHECK(read("e^2 + pi", {.variables = {"e", "pi"}}) == "square(x0) + x1");
    CHECK(read("e = x - y; e^2") == "square(x0 - x1)");
    CHECK(read("normal_pdf(e)", {.variables = {"pi", "e"}}) == "exp(-square(x1) / 2) / sqrt(2 * 3.141592653589793)");
}

TEST_CASE("letters that are functions, too, are variables where no parenthesis follows") {
    CHECK(read("gamma * gamma(gamma)") == "x * tgamma(x)");
    CHECK(parse("σ * φ + Φ(σ)").variables == std::vector<std::string>{"σ", "φ"});
    CHECK(read("exp * 2", {.variables = {"exp"}}) == "x * 2");
    CHECK(read("sin = x; sin * sin(x)") == "x * sin(x)");
}
