// The program as its users meet it: the build puts it at examples/02_breast_cancer, beside the folder of this test.
// Builds without the examples have none to test.
#include "catch.hpp"
#include "output/compare.hpp"

#include <filesystem>
#include <fstream>
#include <optional>

using Catch::Matchers::ContainsSubstring;

namespace {

std::filesystem::path program() {
    const auto this_test = std::filesystem::read_symlink("/proc/self/exe");
    return this_test.parent_path().parent_path() / "examples" / "02_breast_cancer";
}

/// Runs the program where there is one; what it prints to standard error is seen as well.
std::optional<output::Run> run(const std::string& arguments) {
    if (!std::filesystem::exists(program())) {
        WARN(program().string() << " was not built: not tested");
        return std::nullopt;
    }
    return output::run("'" + program().string() + "' " + arguments + " 2>&1");
}

} // namespace

TEST_CASE("the breast-cancer program explains itself") {
    const auto help = run("--help");
    if (!help) { return; }
    CHECK(help->status == 0);
    CHECK_THAT(help->printed, ContainsSubstring("usage: 02_breast_cancer [<file>]"));
}

TEST_CASE("the breast-cancer program fails with status 1 and a sentence") {
    const std::string sentence = "is not understood: give one file or --help";
    const auto [arguments, expected] = GENERATE_COPY(table<std::string, std::string>({
        {"no/such/file.csv", "no/such/file.csv: no such file"},
        {"--fast", "'--fast' " + sentence},
        {"one.csv two.csv", "'two.csv' " + sentence},
    }));
    const auto result = run(arguments);
    if (!result) { return; }
    CHECK(result->status == 1);
    CHECK_THAT(result->printed, ContainsSubstring(expected));
}

TEST_CASE("the breast-cancer program fits other data too, and shows its progress as lines where there is no terminal") {
    const auto path = std::filesystem::temp_directory_path() / "autodiff_breast_cancer_test.csv";
    std::ofstream(path) << "5,1,low,high\n1,0\n2,0\n3,1\n2.5,1\n9,1\n";
    const auto result = run("'" + path.string() + "'");
    std::filesystem::remove(path);
    if (!result) { return; }
    CHECK(result->status == 0);
    CHECK_THAT(result->printed, ContainsSubstring("5 samples of 1 features; 2 low, 3 high"));
    CHECK_THAT(result->printed, ContainsSubstring("iteration    0   loss"));
    CHECK_THAT(result->printed, ContainsSubstring("Gradient    norm"));
    CHECK(result->printed.find('\r') == std::string::npos);
}
