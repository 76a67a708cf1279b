#include "catch.hpp"
#include "layers.hpp"

#include <filesystem>
#include <fstream>
#include <sstream>

using architecture::breaches;
using architecture::Floors;
using architecture::length_breach;
using architecture::read_floors;
using Catch::Matchers::ContainsSubstring;

namespace {

namespace fs = std::filesystem;

const fs::path root = AUTODIFF_SOURCE_DIR;

std::string text_of(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    std::ostringstream text;
    text << file.rdbuf();
    REQUIRE(file.good());
    return text.str();
}

/// The C++ files below a folder, as paths relative to the root of the project.
std::vector<std::string> sources_in(const char* folder) {
    std::vector<std::string> files;
    for (const auto& entry : fs::recursive_directory_iterator(root / folder)) {
        const auto extension = entry.path().extension();
        if (extension == ".hpp" || extension == ".cpp") {
            files.push_back(fs::relative(entry.path(), root).generic_string());
        }
    }
    return files;
}

Floors floors_of_the_house() { return read_floors(text_of(root / "tests/architecture/layers.txt")); }

/// Three floors, two rooms on the middle one.
Floors small_house() { return read_floors("0 base\n1 tape graph  # side by side\n\n# a comment\n2 doors\n"); }

} // namespace

TEST_CASE("every file of the library includes its own room and lower floors only") {
    const Floors floors = floors_of_the_house();
    const auto files = sources_in("autodiff");
    CHECK(!files.empty());
    for (const auto& file : files) {
        for (const auto& breach : breaches(floors, file, text_of(root / file))) { FAIL_CHECK(breach); }
    }
}

TEST_CASE("every file of the project has at most 300 lines or says why it has more") {
    for (const char* folder : {"autodiff", "tests", "examples", "benchmarks"}) {
        for (const auto& file : sources_in(folder)) {
            if (const auto breach = length_breach(file, text_of(root / file))) { FAIL_CHECK(*breach); }
        }
    }
}

TEST_CASE("every folder of the library has a floor") {
    const Floors floors = floors_of_the_house();
    for (const auto& entry : fs::directory_iterator(root / "autodiff")) {
        if (!entry.is_directory()) { continue; }
        INFO(entry.path().string());
        CHECK(floors.contains(entry.path().filename().string()));
    }
}

TEST_CASE("a file on a floor may include its own room, lower floors and other people's headers") {
    CHECK(breaches(small_house(), "autodiff/tape/tape.hpp",
                   "#include <autodiff/tape/sweep.hpp>\n#include <autodiff/base/error.hpp>\n#include <vector>\n")
              .empty());
    CHECK(breaches(small_house(), "autodiff/autodiff.hpp", "#include <autodiff/tape/tape.hpp>\n").empty());
}

TEST_CASE("an include of a higher floor is a breach that names file, line and floors") {
    const auto found = breaches(small_house(), "autodiff/base/error.hpp", "\n  #  include <autodiff/tape/tape.hpp>\n");
    REQUIRE(found.size() == 1);
    CHECK(found[0] == "autodiff/base/error.hpp:2: on floor 0 includes <autodiff/tape/tape.hpp> above on floor 1");
}

TEST_CASE("an include of another room on the same floor is a breach") {
    const auto found = breaches(small_house(), "autodiff/tape/tape.cpp", "#include <autodiff/graph/graph.hpp>\n");
    REQUIRE(found.size() == 1);
    CHECK_THAT(found[0], ContainsSubstring("across"));
}

TEST_CASE("no room may include a door") {
    CHECK(breaches(small_house(), "autodiff/tape/tape.hpp", "#include <autodiff/autodiff.hpp>\n").size() == 1);
}

TEST_CASE("an unrooted include is a breach even inside one room") {
    for (const char* line : {"#include \"sweep.hpp\"\n", "#include \"autodiff/tape/sweep.hpp\"\n"}) {
        const auto found = breaches(small_house(), "autodiff/tape/tape.hpp", line);
        REQUIRE(found.size() == 1);
        CHECK_THAT(found[0], ContainsSubstring("unrooted"));
    }
}

TEST_CASE("a room that layers.txt does not know is a breach, as includer and as included") {
    const auto includer = breaches(small_house(), "autodiff/attic/box.hpp", "");
    REQUIRE(includer.size() == 1);
    CHECK_THAT(includer[0], ContainsSubstring("'attic'"));
    const auto included = breaches(small_house(), "autodiff/tape/tape.hpp", "#include <autodiff/attic/box.hpp>\n");
    REQUIRE(included.size() == 1);
    CHECK_THAT(included[0], ContainsSubstring("'attic'"));
}

TEST_CASE("a file above 300 lines needs a stated reason") {
    const auto lines = [](std::size_t n) { return std::string(n, '\n'); };
    CHECK_FALSE(length_breach("tests/a.cpp", lines(300)));
    const auto found = length_breach("tests/a.cpp", lines(301));
    REQUIRE(found);
    CHECK_THAT(*found, ContainsSubstring("tests/a.cpp: has 301 lines"));
    CHECK_FALSE(length_breach("tests/a.cpp", "// longer than 300 lines because it is one table\n" + lines(301)));
}

TEST_CASE("a malformed statement of floors is refused") {
    CHECK_THROWS_AS(read_floors("base 0\n"), std::invalid_argument);
    CHECK_THROWS_AS(read_floors("3\n"), std::invalid_argument);
    CHECK_THROWS_AS(read_floors("0 base\n1 base\n"), std::invalid_argument);
}
