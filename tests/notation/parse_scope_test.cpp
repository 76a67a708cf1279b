#include "catch.hpp"
#include "parsing.hpp"

#include <string>
#include <vector>

using namespace autodiff;
using parsing::read;
using Names = std::vector<std::string>;

TEST_CASE("variables are the inputs in the order of their first use") {
    CHECK(parse("y + x * y").variables == Names{"y", "x"});
    CHECK(parse("1 + 2").variables.empty());
    CHECK(parse("x_1 + _a + B2 + θ").variables == Names{"x_1", "_a", "B2", "θ"});
    CHECK(parse("x + y").text == "x + y");
}

TEST_CASE("declared variables come first, used or not") {
    const Formula formula = parse("c * a", {.variables = {"a", "b"}});
    CHECK(formula.variables == Names{"a", "b", "c"});
    CHECK(formula.graph.inputs().size() == 3);
    CHECK(formula.graph({2, 5, 7})[0] == 14);
    CHECK(formula.exact({2, 5, 7})[0] == 14);
}

TEST_CASE("a definition is one node, however often it is used") {
    CHECK(read("s = sigmoid(x); s * (1 - s)") == "t1 = sigmoid(x)\nt1 * (1 - t1)");
    CHECK(read("let s = sigmoid(x); s * (1 - s)") == "t1 = sigmoid(x)\nt1 * (1 - t1)");
    CHECK(read("s = sigmoid(x)\ns * (1 - s)\n") == "t1 = sigmoid(x)\nt1 * (1 - t1)");
    CHECK(read(" ; a = x ;; let b = a + a\n\r\n b * a;") == "(x + x) * x");
    CHECK(read("s * (1 - s)", {.lets = {"s = sigmoid(x)"}}) == "t1 = sigmoid(x)\nt1 * (1 - t1)");
    CHECK(read("b * b", {.variables = {"y"}, .lets = {"a = x + y", "let b = sin(a); c = b"}}) ==
          "t1 = sin(x1 + x0)\nt1 * t1");
}

TEST_CASE("what the result does not need leaves no trace") {
    const Formula formula = parse("a = y + 0.5; b = 0.25 * x; b");
    CHECK(formula.variables == Names{"x"});
    CHECK(formula.numbers.size() == 1);
    CHECK(formula.graph.size() == 3);
    CHECK(formula.exact.size() == 3);
}

TEST_CASE("definitions that double stay linear") {
    std::string text = "a0 = x;";
    for (int i = 1; i <= 500; ++i) {
        const std::string before = "a" + std::to_string(i - 1);
        text += "a" + std::to_string(i) + " = " + before + " + " + before + ";";
    }
    const Formula formula = parse(text + "a500");
    CHECK(formula.graph.size() == 501);
    CHECK(formula.graph({1})[0] == 0x1p500);
}

TEST_CASE("lines go on inside parentheses and after an operator") {
    CHECK(read("x +\n y") == "x0 + x1");
    CHECK(read("(x\n + y)") == "x0 + x1");
    CHECK(read("max(x,\n\n y\n)") == "max(x0, x1)");
    CHECK(read("a =\n x *\n 2\n-a") == "-(x * 2)");
    CHECK(read("x < 0 ?\n -x :\n x") == "select(x < 0, -x, x)");
}

TEST_CASE("unknown names can be errors") {
    const ParseOptions strict{.variables = {"x", "alpha"}, .lets = {"slope = 2 * x"}, .other_variables = false};
    CHECK(read("slope * alpha + pi", strict) == "2 * x0 * x1 + 3.141592653589793");
    CHECK(parsing::error("slop * x", strict) ==
          "column 1: slop is neither a variable nor defined; did you mean slope?\n  slop * x\n  ^");
    CHECK(parsing::error("x + q", strict) ==
          "column 5: q is neither a variable nor defined; declare it, or define it before: q = ...;\n  x + q\n      ^");
}
