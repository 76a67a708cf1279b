#include "catch.hpp"
#include "cli/program.hpp"
#include "output/compare.hpp"

#include <nlohmann/json.hpp>

#include <chrono>
#include <cmath>
#include <cstdlib>
#include <fstream>
#include <string>

using Catch::Matchers::ContainsSubstring;
using nlohmann::json;
using program::Arguments;
using program::run;

namespace {

const Arguments sigmoid{"validate", "1/(1+exp(-x))", "s*(1-s)", "--let", "s=1/(1+exp(-x))", "--on", "x=-750..750"};

Arguments with(Arguments arguments, const Arguments& more) {
    arguments.insert(arguments.end(), more.begin(), more.end());
    return arguments;
}

json json_of(const Arguments& arguments) {
    const auto result = run(with(arguments, {"--json"}));
    CAPTURE(result.out, result.err);
    json parsed = json::parse(result.out);
    CHECK(parsed.is_object());
    return parsed;
}

} // namespace

TEST_CASE("the commands print what they are documented to print") {
    struct Row {
        const char* file;
        Arguments arguments;
    };
    const std::vector<Row> rows{{"derive", {"derive", "1/(1+exp(-x))"}},
                                {"gradient", {"gradient", "exp(x)*sin(y)", "x=1", "y=2"}},
                                {"validate", sigmoid},
                                {"accuracy", {"accuracy", "log(1+exp(x))", "--on", "x=-50..50"}},
                                {"graph", {"graph", "x*sin(y)", "x=1", "y=2"}},
                                {"emit", {"emit", "exp(x)*sin(y)", "--language", "c++", "--derivative"}}};
    for (const Row& row : rows) {
        const std::string file = std::string(AUTODIFF_SOURCE_DIR "/tests/cli/expected/") + row.file + ".txt";
        const auto result = run(row.arguments);
        if (std::getenv("AUTODIFF_WRITE_EXPECTED") != nullptr) std::ofstream(file) << result.out;
        CAPTURE(row.file);
        CHECK(output::differences(program::contents(file), result.out) == std::vector<std::string>{});
        CHECK(!result.out.empty());
    }
}

TEST_CASE("the documentation shows what the commands print") {
    const std::string page = program::contents(AUTODIFF_SOURCE_DIR "/docs/command.md");
    for (const char* name : {"derive", "gradient", "validate", "accuracy", "emit"}) {
        std::string shown = program::contents(std::string(AUTODIFF_SOURCE_DIR "/tests/cli/expected/") + name + ".txt");
        while (shown.ends_with('\n')) shown.pop_back();
        CAPTURE(name);
        CHECK(page.find("```console\n$ autodiff " + std::string(name)) != std::string::npos);
        CHECK(page.find("\n" + shown + "\n```\n") != std::string::npos);
    }
}

TEST_CASE("JSON of a proof has the verdict, the accuracy and the suggestion") {
    const json result = json_of(sigmoid);
    CHECK(result["verdict"] == "proved");
    CHECK(result["status"] == 0);
    CHECK(result["variable"] == "x");
    CHECK(result["domain"]["x"] == json::array({-750, 750}));
    CHECK(result["domain_assumed"] == false);
    CHECK(result["proof"]["log2_error"].get<double>() <= -100);
    CHECK(result["accuracy"]["worst_ulp"].get<double>() > 1e15);
    CHECK(result["accuracy"]["worst_computed"] == 0);
    CHECK(result["suggestion"]["accuracy"]["worst_ulp"].get<double>() < 8);
    CHECK(result["complete"] == true);
}

TEST_CASE("JSON of a refutation has the witness, at which the two values differ") {
    const json result = json_of({"validate", "tanh(x)", "1+tanh(x)^2"});
    CHECK(result["verdict"] == "refuted");
    CHECK(result["status"] == 1);
    CHECK(result["accuracy"].is_null());
    const json& witness = result["proof"]["witness"];
    const double x = witness["point"]["x"];
    const double slope = 1 / (std::cosh(x) * std::cosh(x));
    CHECK(witness["derivative"].get<double>() == Approx(slope));
    CHECK(witness["formula"].get<double>() == Approx(2 - slope));
}

TEST_CASE("JSON stays JSON where numbers are infinite or undefined") {
    CHECK(json_of({"gradient", "1/x", "x=0"})["value"] == "inf");
    CHECK(json_of({"gradient", "log(x)", "x=-1"})["value"] == "nan");
    CHECK(json_of({"gradient", "-1/x", "x=0"})["value"] == "-inf");
    const json power = json_of({"validate", "x^y", "y*x^(y-1)", "--on", "x>0,y=-3..3"});
    CHECK(power["domain"]["x"][1] == "inf");
    CHECK(power["proof"]["assumptions"].is_array());
    const json infinite = json_of({"accuracy", "exp(x)/exp(x)", "--on", "x=0..1000"});
    CHECK(infinite["accuracy"]["worst_ulp"] == "inf");
    CHECK(json_of({"validate", "log(x)", "1/x", "--on", "x=-3..-2"})["accuracy"].is_object());
    CHECK(json_of({"derive", "x*\xce\xb1", "--variable", "x"})["derivative"].is_string());
}

TEST_CASE("no colour when piped, unless asked for; NO_COLOR does not overrule --color=always") {
    CHECK(run(sigmoid).out.find('\x1b') == std::string::npos);
    const auto loud = run(with(sigmoid, {"--color", "always"}));
    CHECK_THAT(loud.out, ContainsSubstring("\x1b[1;32mProved:\x1b[0m"));
    CHECK(run(with(sigmoid, {"--color=never"})).out.find('\x1b') == std::string::npos);
}

TEST_CASE("on a terminal there is colour, unless NO_COLOR or a dumb terminal asks for none") {
    if (std::system("script --version >/dev/null 2>&1") != 0) { // NOLINT(cert-env33-c, concurrency-mt-unsafe)
        WARN("the program script is not installed: not checked");
        return;
    }
    const auto on_terminal = [](const std::string& environment) {
        const std::string line = "env " + environment + " " + program::quoted(AUTODIFF_PROGRAM) + " derive 'x^2'";
        return output::run("script -qec " + program::quoted(line) + " /dev/null </dev/null").printed;
    };
    CHECK_THAT(on_terminal("TERM=xterm"), ContainsSubstring("\x1b["));
    CHECK(on_terminal("TERM=xterm NO_COLOR=1").find("\x1b[") == std::string::npos);
    CHECK(on_terminal("TERM=dumb").find("\x1b[") == std::string::npos);
    CHECK_THAT(on_terminal("TERM=xterm NO_COLOR="), ContainsSubstring("\x1b["));
}

TEST_CASE("gradients are the derivatives, in every variable") {
    const json result = json_of({"gradient", "exp(x)*sin(y)", "x=1", "y=2"});
    CHECK(result["value"].get<double>() == Approx(std::exp(1) * std::sin(2)).epsilon(1e-15));
    CHECK(result["gradient"]["x"].get<double>() == Approx(std::exp(1) * std::sin(2)).epsilon(1e-15));
    CHECK(result["gradient"]["y"].get<double>() == Approx(std::exp(1) * std::cos(2)).epsilon(1e-15));
}

TEST_CASE("a default domain is said, and lies where the function has values") {
    CHECK_THAT(run({"accuracy", "exp(x)"}).out, ContainsSubstring("-100 <= x <= 100 (assumed"));
    CHECK_THAT(run({"accuracy", "log(x)"}).out, ContainsSubstring("0 <= x <= 100 (assumed"));
    CHECK_THAT(run({"accuracy", "asin(x)"}).out, ContainsSubstring("-1 <= x <= 1 (assumed"));
    CHECK(run({"accuracy", "exp(x)", "--on", "x=0..1"}).out.find("assumed") == std::string::npos);
}

TEST_CASE("the validation of the sigmoid takes seconds at most") {
    // A sanitized program takes longer.
    const auto begin = std::chrono::steady_clock::now();
    CHECK(run(sigmoid).status == 0);
    const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
#ifdef __SANITIZE_ADDRESS__
    CHECK(seconds < 40);
#else
    CHECK(seconds < 10); // 0.4 s on an idle machine
#endif
}
