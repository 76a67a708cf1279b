#include "catch.hpp"
#include "docs/snippets.hpp"

#include <stdexcept>

using Catch::Matchers::ContainsSubstring;
using docs::Kind;
using docs::make_programs;
using docs::read_blocks;

namespace {

/// A fenced block; written so that this file does not need three backticks in every string.
std::string fenced(const std::string& words, const std::string& code) { return "```" + words + "\n" + code + "```\n"; }

constexpr const char* announced = "\n<!-- output -->\n";

} // namespace

TEST_CASE("C++ blocks are found with their lines, other languages are passed over") {
    const auto blocks = read_blocks("# Title\n" + fenced("bash", "./dev demo\n") + fenced("cpp", "int x = 1;\n"));
    REQUIRE(blocks.size() == 1);
    CHECK(blocks[0].kind == Kind::body);
    CHECK(blocks[0].line == 6);
    CHECK(blocks[0].code == "int x = 1;\n");
}

TEST_CASE("a block indented below a list item loses that indentation") {
    const auto blocks = read_blocks("1. so:\n   ```cpp\n   if (x)\n       y();\n   ```\n");
    REQUIRE(blocks.size() == 1);
    CHECK(blocks[0].code == "if (x)\n    y();\n");
}

TEST_CASE("the words after cpp say how a block takes part") {
    CHECK(read_blocks(fenced("cpp continues", "y();\n"))[0].kind == Kind::continues);
    CHECK(read_blocks(fenced("cpp declarations", "struct A;\n"))[0].kind == Kind::declarations);
    CHECK(read_blocks(fenced("cpp", "int main() {}\n"))[0].kind == Kind::program);
    CHECK(read_blocks(fenced("cpp ignore-reason=\"a sketch\"", "...\n"))[0].kind == Kind::ignored);
}

TEST_CASE("an ignored block without a reason and unknown words are refused") {
    CHECK_THROWS_AS(read_blocks(fenced("cpp ignore-reason=\" \"", "x\n")), std::invalid_argument);
    CHECK_THROWS_AS(read_blocks(fenced("cpp ignore", "x\n")), std::invalid_argument);
    CHECK_THROWS_AS(read_blocks(fenced("c++", "x\n")), std::invalid_argument);
}

TEST_CASE("a block that is not closed is refused with its line") {
    CHECK_THROWS_WITH(read_blocks("text\n```cpp\nint x;\n"), ContainsSubstring("line 2"));
}

TEST_CASE("an announced text block is the expected output of the block before it") {
    const auto blocks = read_blocks(fenced("cpp", "f();\n") + announced + fenced("text", "1\n2\n"));
    REQUIRE(blocks.size() == 1);
    CHECK(blocks[0].expected == "1\n2\n");
}

TEST_CASE("a text block that is not announced expects nothing") {
    CHECK_FALSE(read_blocks(fenced("cpp", "f();\n") + fenced("text", "1\n"))[0].expected);
}

TEST_CASE("an announcement without a block before it or without a text after it is refused") {
    CHECK_THROWS_AS(read_blocks(announced + fenced("text", "1\n")), std::invalid_argument);
    CHECK_THROWS_AS(read_blocks(fenced("cpp", "f();\n") + announced), std::invalid_argument);
    CHECK_THROWS_AS(read_blocks(fenced("cpp", "f();\n") + announced + fenced("bash", "ls\n")), std::invalid_argument);
}

TEST_CASE("bodies share one program, a whole program is compiled as it stands, an ignored block is not") {
    const auto blocks = read_blocks(fenced("cpp", "a();\n") + fenced("cpp", "#include <x>\nint main() {}\n") +
                                    fenced("cpp ignore-reason=\"why\"", "junk\n") + fenced("cpp", "b();\n"));
    const auto programs = make_programs("a.md", blocks);
    REQUIRE(programs.size() == 2);
    CHECK(programs[0].source == "#line 5 \"a.md\"\n#include <x>\nint main() {}\n");
    CHECK(programs[1].blocks.size() == 2);
    CHECK_THAT(programs[1].source, ContainsSubstring("a();") && ContainsSubstring("b();"));
    CHECK_THAT(programs[1].source, !ContainsSubstring("junk"));
}

TEST_CASE("includes inside a body are hoisted and the lines below them keep their numbers") {
    const auto programs = make_programs("a.md", read_blocks(fenced("cpp", "#include <map>\na();\n")));
    const std::string& source = programs.at(0).source;
    CHECK(source.find("#include <map>") < source.find("int main"));
    CHECK_THAT(source, ContainsSubstring("#line 2 \"a.md\"\n\na();\n"));
}

TEST_CASE("a block that continues stays in the function of the body before it") {
    const auto blocks = read_blocks(fenced("cpp", "int x;\n") + fenced("cpp continues", "x = 1;\n"));
    const std::string source = make_programs("a.md", blocks).at(0).source;
    CHECK(source.find("void snippet_2()") != std::string::npos);
    CHECK(source.find("void snippet_5()") == std::string::npos);
    CHECK_THROWS_AS(make_programs("a.md", read_blocks(fenced("cpp continues", "x = 1;\n"))), std::invalid_argument);
}

TEST_CASE("the output of each body is compared with what its own block says") {
    const auto blocks = read_blocks(fenced("cpp", "a();\n") + announced + fenced("text", "1\n") + //
                                    fenced("cpp", "b();\n") + announced + fenced("text", "2\n"));
    REQUIRE(blocks.size() == 2);
    CHECK(blocks[1].line == 10);
    const auto program = make_programs("a.md", blocks).at(0);
    const std::string good = "\n@@ snippet of line 2\n1\n\n@@ snippet of line 10\n2\n";
    CHECK(disagreements(program, good).empty());
    const auto wrong = disagreements(program, "\n@@ snippet of line 2\n1\n\n@@ snippet of line 10\n3\n");
    REQUIRE(wrong.size() == 1);
    CHECK_THAT(wrong[0], ContainsSubstring("line 10") && ContainsSubstring("expected '2', got '3'"));
    CHECK_THAT(disagreements(program, "\n@@ snippet of line 2\n1\n").at(0), ContainsSubstring("did not run"));
}

TEST_CASE("the output of a whole program is compared with what its block says") {
    const auto blocks = read_blocks(fenced("cpp", "int main() {}\n") + announced + fenced("text", "1\n"));
    const auto program = make_programs("a.md", blocks).at(0);
    CHECK(disagreements(program, "1\n").empty());
    CHECK(disagreements(program, "").size() == 1);
}
