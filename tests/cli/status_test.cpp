#include "catch.hpp"
#include "cli/program.hpp"

#include <filesystem>
#include <string>

using Catch::Matchers::ContainsSubstring;
using program::Arguments;
using program::run;

TEST_CASE("a proved derivative has status 0, and its verdict comes first") {
    const auto result = run({"validate", "tanh(x)", "1-tanh(x)^2"});
    CHECK(result.status == 0);
    CHECK(result.out.starts_with("Proved: 1-tanh(x)^2 is the derivative of tanh(x) with respect to x.\n"));
    CHECK(result.err.empty());
}

TEST_CASE("a refuted derivative has status 1 and a witness") {
    const auto result = run({"validate", "tanh(x)", "1+tanh(x)^2"});
    CHECK(result.status == 1);
    CHECK(result.out.starts_with("Refuted: 1+tanh(x)^2 is not the derivative of tanh(x) with respect to x.\n"));
    CHECK_THAT(result.out, ContainsSubstring("At x = ") && ContainsSubstring("the derivative is "));
}

TEST_CASE("a derivative that is neither proved nor refuted has status 2 and says what stopped the proof") {
    // A true identity outside of what the proofs know: that floor's steps cancel.
    const auto result = run({"validate", "x + 0*lgamma(x+2)", "1 + floor(x) - floor(x+1) + 1", "--on", "x=0..5"});
    INFO(result.out << result.err);
    CHECK(result.status == 2);
    CHECK(result.out.starts_with("Unknown: "));
    CHECK_THAT(result.out, ContainsSubstring("What stopped the proof: "));
}

TEST_CASE("a proved derivative that is less accurate than asked for has status 3") {
    const Arguments arguments{"validate",        "1/(1+exp(-x))", "s*(1-s)",    "--let",
                              "s=1/(1+exp(-x))", "--on",          "x=-750..750"};
    CHECK(run(arguments).status == 0);
    Arguments strict = arguments;
    strict.insert(strict.end(), {"--max-ulp", "8"});
    const auto result = run(strict);
    CHECK(result.status == 3);
    CHECK(result.out.starts_with("Proved: "));
    CHECK_THAT(result.out, ContainsSubstring("it is not accurate everywhere") && ContainsSubstring("Better: "));
    CHECK(run({"validate", "x^2", "2*x", "--max-ulp", "1"}).status == 0);
    CHECK(run({"accuracy", "log(1+exp(x))", "--on", "x=-50..50", "--max-ulp", "8"}).status == 3);
    CHECK(run({"accuracy", "exp(x)", "--on", "x=-50..50", "--max-ulp", "2"}).status == 0);
}

TEST_CASE("what is claimed at a kink, where there is no derivative, is not measured") {
    const std::vector<std::pair<std::string, std::string>> rows{
        {"x*min(max(x+3,0),6)/6", "select(x<-3,0,select(x>3,1,(2*x+3)/6))"},
        {"relu(x)", "select(x>=0,1,0)"},
        {"abs(x)", "select(x<0,-1,1)"},
        {"leaky_relu(x,0.01)", "select(x<0,0.01,1)"},
        {"select(abs(x)<=1,x^2/2,abs(x)-0.5)", "min(max(x,-1),1)"},
        {"max(x-0.3,0)", "select(x<0.3,0,1)"}, // no double is 0.3: its neighbours are on either side
        {"fmod(x,1.5)", "select(fmod(x,1.5)==0,select(x==0,1,7),1)"},
    };
    for (const auto& [function, derivative] : rows) {
        const auto result = run({"validate", function, derivative, "--on", "x=-10..10", "--max-ulp", "4"});
        INFO(function << '\n' << result.out);
        CHECK(result.status == 0);
    }
    CHECK_THAT(run({"validate", "abs(x)", "select(x<0,-1,1)"}).out, ContainsSubstring("more the function has a kink"));
}

TEST_CASE("errors beside a kink are measured") {
    // 1 + x rounds to 1 up to 1.1e-16
    const auto rounded = run({"validate", "max(1+x,1)", "select(1+x>1,1,0)", "--on", "x=-1..1", "--max-ulp", "4"});
    CHECK(rounded.status == 3);
    CHECK_THAT(rounded.out, ContainsSubstring("0 < x <= 1.11e-16"));
    CHECK(run({"validate", "relu(x)*exp(x)", "select(x>0,(1+x)*exp(x),1e-300)"}).status == 1);
    // a tie without a kink
    CHECK(run({"validate", "max(x^2,0)", "select(x==0,1,2*x)", "--on", "x=-1..1", "--max-ulp", "4"}).status == 3);
}

TEST_CASE("bad input has status 64, one message on stderr, and nothing on stdout") {
    struct Row {
        Arguments arguments;
        std::string message;
    };
    const std::vector<Row> rows{
        {{}, "a command is missing"},
        {{"frobnicate"}, "there is no command 'frobnicate'"},
        {{"derive"}, "FUNCTION is required"},
        {{"derive", "x^2", "--colour-me"}, "--colour-me"},
        {{"derive", "x^2 +"}, "^"},
        {{"derive", "sine(x)"}, "sine"},
        {{"derive", "y*z"}, "--variable"},
        {{"derive", "y*z", "--variable", "x"}, "there is no variable 'x'"},
        {{"derive", "y*z", "--wrt", "x"}, "there is no variable 'x'"},
        {{"derive", ""}, "autodiff derive"},
        {{"gradient", "x*y", "x=1"}, "'y' has no value"},
        {{"gradient", "x*y", "x=1", "y=2", "y=3"}, "has a value already"},
        {{"gradient", "x*y", "x=1", "y=2", "z=3"}, "there is no variable 'z'"},
        {{"gradient", "x", "x=one"}, "'one' is no number"},
        {{"gradient", "x", "1"}, "write it as x=1"},
        {{"gradient", "x", "x=1", "--svg", "/no/such/folder/graph.svg"}, "/no/such/folder/graph.svg"},
        {{"validate", "x^2"}, "DERIVATIVE is required"},
        {{"validate", "x^2", "2*x", "--on", "x=5..1"}, "the lower end comes first"},
        {{"validate", "x^2", "2*x", "--on", "x"}, "is no range"},
        {{"validate", "x^2", "2*x", "--on", "y=0..1"}, "speaks of no variable"},
        {{"validate", "x^2", "2*x", "--on", "x=0..nan"}, "is no number"},
        {{"validate", "x^2", "2*x", "--on", "x=inf..inf"}, "leaves no number"},
        {{"validate", "x^2", "2*x", "--on", "0<x<1<2"}, "is no range"},
        {{"validate", "x^2", "2*x", "--max-ulp", "-1"}, "--max-ulp"},
        {{"validate", "x^2", "2*x", "--max-ulp", "many"}, "--max-ulp"},
        {{"validate", "x^2", "2*x", "--max-ulp", "nan"}, "--max-ulp"},
        {{"accuracy", "x^2", "--time-limit", "nan"}, "--time-limit"},
        {{"accuracy", "x^2", "--seed", "-1"}, "'-1' is no whole number"},
        {{"accuracy", "x^2", "--seed", "18446744073709551616"}, "is no whole number"},
        {{"accuracy", "x^2", "--seed", "many"}, "is no whole number"},
        {{"validate", "x^2", "2*x", "--samples", "5"}, "--samples"},
        {{"validate", "x^2", "2*x", "--precision", "half"}, "none of double|float"},
        {{"validate", "x^2", "2*x", "--report", "/no/such/folder/r.html"}, "/no/such/folder/r.html cannot be written"},
        {{"validate", "x^2", "2*x", "--let", "s"}, "s"},
        {{"emit", "x", "--language", "cobol"}, "cobol"},
        {{"emit", "x", "--name", "double"}, "double"},
        {{"emit", "x", "--output", "/no/such/folder/f.cpp"}, "cannot be written"},
        {{"completion", "tcsh"}, "tcsh"},
    };
    for (const Row& row : rows) {
        CAPTURE(row.arguments);
        const auto result = run(row.arguments);
        CHECK(result.status == 64);
        CHECK(result.out.empty());
        CHECK(result.err.starts_with("autodiff"));
        CHECK_THAT(result.err, ContainsSubstring(row.message));
    }
}

TEST_CASE("an error in a formula is shown with a caret under its place") {
    const auto result = run({"derive", "x + * 2"});
    CHECK(result.status == 64);
    const std::size_t formula = result.err.find("x + * 2");
    const std::size_t caret = result.err.rfind('^');
    REQUIRE(formula != std::string::npos);
    REQUIRE(caret != std::string::npos);
    const std::size_t line = result.err.rfind('\n', formula);
    const std::size_t caret_line = result.err.rfind('\n', caret);
    CHECK(caret - caret_line == formula - line + 4);
}

TEST_CASE("help and version have status 0; every command's help has examples that run") {
    CHECK(run({"--version"}).out.starts_with("autodiff "));
    const auto help = run({"--help"});
    CHECK(help.status == 0);
    for (const char* command :
         {"derive", "gradient", "validate", "accuracy", "graph", "emit", "completion", "manual"}) {
        CAPTURE(command);
        CHECK_THAT(help.out, ContainsSubstring(command));
        const auto own = run({command, "--help"});
        CHECK(own.status == 0);
        CHECK_THAT(own.out, ContainsSubstring("Examples:\n  autodiff " + std::string(command)));
    }
}

TEST_CASE("formulas may begin with a minus sign") {
    CHECK_THAT(run({"derive", "-x^2"}).out, ContainsSubstring("-2 * x"));
    CHECK(run({"validate", "-x^2", "-2*x"}).status == 0);
    CHECK(run({"validate", "-x^2", "-s", "--let", "s=2*x"}).status == 0);
}
