#include "catch.hpp"
#include "output/compare.hpp"

#include <stdexcept>

using Catch::Matchers::ContainsSubstring;
using output::differences;
using output::lines_of;

TEST_CASE("equal texts have no differences, whatever spaces end their lines") {
    CHECK(differences("a\nb\n", "a\nb\n").empty());
    CHECK(differences("a\nb", "a  \r\nb\t\n\n\n").empty());
    CHECK(differences("", "\n").empty());
}

TEST_CASE("an empty line inside a text counts") {
    CHECK(lines_of("a\n\nb\n") == std::vector<std::string>{"a", "", "b"});
    CHECK_FALSE(differences("a\n\nb\n", "a\nb\n").empty());
}

TEST_CASE("a line that differs is named with both versions") {
    const auto found = differences("a\nb\nc\n", "a\nx\nc\n");
    REQUIRE(found.size() == 1);
    CHECK(found[0] == "line 2: expected 'b', got 'x'");
}

TEST_CASE("missing and surplus lines are differences") {
    CHECK_THAT(differences("a\nb\n", "a\n").at(0), ContainsSubstring("'b' is missing"));
    CHECK_THAT(differences("a\n", "a\nb\n").at(0), ContainsSubstring("'b' was not expected"));
}

TEST_CASE("an expected line after a tilde is a regular expression for the whole line") {
    CHECK(differences("~time: [0-9]+ ms\n", "time: 12 ms\n").empty());
    CHECK(differences("~time: [0-9]+ ms\n", "time: 12 ms or so\n").size() == 1);
    CHECK_THROWS_AS(differences("~(\n", "x\n"), std::invalid_argument);
}

TEST_CASE("a command's output and its failure are both seen") {
    const auto good = output::run("printf 'one\\ntwo\\n'");
    CHECK(good.printed == "one\ntwo\n");
    CHECK(good.status == 0);
    CHECK(output::run("exit 3").status == 3);
    CHECK(output::run("kill -9 $$").status == 128 + 9);
}
