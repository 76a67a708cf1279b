#include "catch.hpp"
#include "cli/program.hpp"

#include <ctime>
#include <string>

namespace {

using Catch::Matchers::ContainsSubstring;
using program::Arguments;

std::string repeated(const std::string& part, int times) {
    std::string text;
    for (int i = 0; i < times; ++i) text += part;
    return text;
}

/// x0*x1 + x1*x2 + ...
std::string chain_of_products(int variables) {
    std::string text;
    for (int i = 0; i + 1 < variables; ++i)
        text += (i == 0 ? "v" : " + v") + std::to_string(i) + "*v" + std::to_string(i + 1);
    return text;
}

} // namespace

TEST_CASE("big but legal input stays within bounds of time") {
    const program::Folder folder;
    const std::string deep = repeated("sin(", 200) + "x" + repeated(")", 200);
    const std::vector<Arguments> all{
        {"validate", "(x+1)^1000000", "1000000*(x+1)^999999"},
        {"derive", "(x+1)^1000000"},
        {"emit", "(x+1)^1000000"},
        {"derive", deep},
        {"gradient", deep, "x=1"},
        {"accuracy", deep, "--time-limit", "1"},
        {"validate", deep, "cos(x)", "--time-limit", "1"},
        {"validate", chain_of_products(50), "v1", "--variable", "v0", "--report", folder.file("many.html")},
        {"gradient", chain_of_products(50), "v0=1"},
        {"validate", "exp(exp(exp(exp(x))))", "exp(exp(exp(exp(x))))*exp(exp(exp(x)))*exp(exp(x))*exp(x)",
         "--time-limit", "2"},
        {"accuracy", "exp(x^1000)", "--on", "x=-inf..inf", "--time-limit", "2", "--report", folder.file("steep.html")},
        {"validate", "1e308*x", "1e308", "--on", "x=1e308..1.7e308", "--report", folder.file("huge.html")},
        {"accuracy", "x", "--on", "x=1..1", "--report", folder.file("point.html")},
        {"accuracy", "log(x)", "--on", "x=-2..-1", "--report", folder.file("undefined.html")},
        {"accuracy", "0*x", "--report", folder.file("zero.html")},
    };
    for (const Arguments& arguments : all) {
        CAPTURE(arguments);
        const std::clock_t begin = std::clock(); // of the processor: other programs may run
        const auto result = program::call(arguments);
        const double seconds = static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
        CHECK((result.status <= 3 || result.status == 64));
        CHECK(seconds < 60);
    }
}

TEST_CASE("a parser's limits are said in a sentence") {
    const auto nested = program::call({"derive", repeated("(", 100'000) + "x" + repeated(")", 100'000)});
    CHECK(nested.status == 64);
    CHECK(nested.err.size() < 2000);
    const auto minus = program::call({"derive", repeated("-", 100'000) + "x"});
    CHECK(minus.status == 64);
}

TEST_CASE("without time nothing is decided, and the output says so") {
    const auto claim = program::call({"validate", "sin(x)", "cos(x)", "--time-limit", "0"});
    CHECK(claim.status == 2);
    CHECK_THAT(claim.out, ContainsSubstring("Unknown"));
    CHECK_THAT(claim.out, ContainsSubstring("stopped after 0"));
    CHECK_THAT(claim.out, ContainsSubstring("--time-limit"));
    // not refuted either, though it is wrong
    CHECK(program::call({"validate", "sin(x)", "sin(x)", "--time-limit", "0"}).status == 2);

    const auto formula = program::call({"accuracy", "x^2", "--time-limit", "0", "--max-ulp", "4"});
    CHECK(formula.status == 3);
    CHECK_THAT(formula.out, ContainsSubstring("not one point was done when the time was up"));
    const auto json = program::call({"accuracy", "x^2", "--time-limit", "0", "--json"});
    CHECK_THAT(json.out, ContainsSubstring("\"complete\": false"));
}
