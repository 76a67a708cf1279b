#include "docs/snippets.hpp"

#include "output/compare.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <regex>
#include <stdexcept>

namespace docs {

namespace {

// Printed before each body runs, so that the output of many blocks in one program can be told apart.
constexpr std::string_view marker = "@@ snippet of line ";

constexpr std::string_view usual_includes = R"(#include <autodiff/autodiff.hpp>

#include <fmt/format.h>

#include <cmath>
#include <cstdio>
#include <iostream>
#include <vector>
)";

[[noreturn]] void refuse(std::size_t line, std::string_view what) {
    throw std::invalid_argument(fmt::format("line {}: {}", line, what));
}

/// The text of the lines without the spaces in which they are all indented below a fence.
std::string joined(const std::vector<std::string>& lines, std::size_t first, std::size_t last, std::size_t indent) {
    std::string text;
    for (std::size_t i = first; i < last; ++i) {
        const std::size_t spaces = std::min(lines[i].find_first_not_of(' '), lines[i].size());
        text += lines[i].substr(std::min(indent, spaces)) + "\n";
    }
    return text;
}

Kind kind_of(std::string_view words, const std::string& code, std::size_t line) {
    static const std::regex ignored(R"re(ignore-reason="[^"]*[^"\s][^"]*")re");
    static const std::regex main_function(R"((^|\n)int main\()");
    if (std::regex_match(words.begin(), words.end(), ignored)) { return Kind::ignored; }
    if (words == "continues") { return Kind::continues; }
    if (words == "declarations") { return Kind::declarations; }
    if (!words.empty()) { refuse(line, fmt::format("unknown words after ```cpp: {}", words)); }
    return std::regex_search(code, main_function) ? Kind::program : Kind::body;
}

/// Walks over the lines of a document, fence by fence.
class Reader {
  public:
    explicit Reader(std::string_view markdown) : lines_(output::lines_of(markdown)) {}

    std::vector<Block> blocks() {
        for (std::size_t i = 0; i < lines_.size(); ++i) {
            if (lines_[i] == "<!-- output -->") { announce_output(i); }
            std::smatch fence;
            static const std::regex opening(R"(( *)```(\S*) *(.*))");
            if (std::regex_match(lines_[i], fence, opening)) { i = read_fence(i, fence); }
        }
        if (output_line_ != 0) { refuse(output_line_, "no ```text block follows `<!-- output -->`"); }
        return std::move(blocks_);
    }

  private:
    void announce_output(std::size_t i) {
        if (!after_cpp_) { refuse(i + 1, "`<!-- output -->` follows no ```cpp block"); }
        output_line_ = i + 1;
    }

    /// Reads the block that opens at line i (from 0) and returns the line that closes it.
    std::size_t read_fence(std::size_t i, const std::smatch& fence) {
        const auto indent = static_cast<std::size_t>(fence.length(1));
        const std::string language = fence[2];
        std::size_t end = i + 1;
        while (end < lines_.size() && lines_[end] != std::string(indent, ' ') + "```") { ++end; }
        if (end == lines_.size()) { refuse(i + 1, "this block is not closed"); }
        const std::string code = joined(lines_, i + 1, end, indent);
        if (output_line_ != 0) {
            if (language != "text") { refuse(output_line_, "no ```text block follows `<!-- output -->`"); }
            blocks_.back().expected = code;
            output_line_ = 0;
        }
        if (language == "c++" || language == "C++" || language == "cc") { refuse(i + 1, "write ```cpp"); }
        after_cpp_ = language == "cpp";
        if (after_cpp_) { blocks_.push_back({kind_of(fence[3].str(), code, i + 1), i + 2, code, std::nullopt}); }
        return end;
    }

    std::vector<std::string> lines_;
    std::vector<Block> blocks_;
    bool after_cpp_ = false;
    std::size_t output_line_ = 0; // of an announced output that has not come yet; 0 for none
};

/// Moves the #include lines of a block to `includes`; empty lines stay in their place, so that line numbers hold.
std::string without_includes(const std::string& code, std::string& includes) {
    std::string rest;
    for (const auto& line : output::lines_of(code)) {
        const bool include = line.starts_with("#include");
        (include ? includes : rest) += line + "\n";
        if (include) { rest += "\n"; }
    }
    return rest;
}

/// All bodies and declarations of a file as one program: a function for each body and what continues it.
Program bodies_program(std::string_view file, const std::vector<Block>& blocks) {
    Program program{"bodies", "", {}};
    std::string includes(usual_includes);
    std::string text;
    std::string calls;
    bool open = false;
    for (const auto& block : blocks) {
        const std::string code =
            fmt::format("#line {} \"{}\"\n{}", block.line, file, without_includes(block.code, includes));
        if (block.kind == Kind::continues && !open) { refuse(block.line, "this block continues no body"); }
        if (open && block.kind != Kind::continues) { text += "}\n"; }
        if (block.kind == Kind::body) {
            text += fmt::format("void snippet_{}() {{\n", block.line);
            calls += fmt::format("    snippet_{}();\n", block.line);
        }
        open = block.kind != Kind::declarations;
        if (open) {
            text += fmt::format("std::puts(\"\\n{}{}\");\nstd::fflush(stdout);\n", marker, block.line);
            program.blocks.push_back(block);
        }
        text += code;
    }
    text += open ? "}\n" : "";
    program.source = fmt::format("{}\nnamespace ad = autodiff;\n\n{}\nint main() {{\n{}}}\n", includes, text, calls);
    return program;
}

/// What each body printed, by its line: the parts of the output between the markers.
std::map<std::size_t, std::string> parts_of(std::string_view printed) {
    std::map<std::size_t, std::string> parts;
    std::size_t at = printed.find(marker);
    while (at != std::string_view::npos) {
        const std::size_t line_end = printed.find('\n', at);
        const std::size_t next = printed.find(marker, line_end);
        const auto line = std::stoul(std::string(printed.substr(at + marker.size(), line_end - at - marker.size())));
        // The marker begins with a line break of its own, which is not the body's.
        parts[line] = printed.substr(line_end + 1, next == std::string_view::npos ? next : next - line_end - 2);
        at = next;
    }
    return parts;
}

} // namespace

std::vector<Block> read_blocks(std::string_view markdown) { return Reader(markdown).blocks(); }

std::vector<Program> make_programs(std::string_view file, const std::vector<Block>& blocks) {
    std::vector<Program> programs;
    std::vector<Block> bodies;
    for (const auto& block : blocks) {
        if (block.kind == Kind::ignored) { continue; }
        if (block.kind == Kind::program) {
            programs.push_back({fmt::format("program_of_line_{}", block.line),
                                fmt::format("#line {} \"{}\"\n{}", block.line, file, block.code),
                                {block}});
        } else {
            bodies.push_back(block);
        }
    }
    if (!bodies.empty()) { programs.push_back(bodies_program(file, bodies)); }
    return programs;
}

std::vector<std::string> disagreements(const Program& program, std::string_view printed) {
    const auto parts = parts_of(printed);
    std::vector<std::string> found;
    for (const auto& block : program.blocks) {
        if (!block.expected) { continue; }
        const auto part = parts.find(block.line);
        const bool whole = block.kind == Kind::program;
        if (!whole && part == parts.end()) {
            found.push_back(fmt::format("the block of line {} did not run", block.line));
            continue;
        }
        for (const auto& difference : output::differences(*block.expected, whole ? printed : part->second)) {
            found.push_back(fmt::format("output of the block of line {}, {}", block.line, difference));
        }
    }
    return found;
}

} // namespace docs
