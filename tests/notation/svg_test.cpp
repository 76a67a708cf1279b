#include "catch.hpp"
#include "notation/graphs.hpp"

#include <autodiff/base/error.hpp>
#include <autodiff/notation/svg.hpp>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <unistd.h>
#include <vector>

using namespace autodiff;
using Catch::Matchers::ContainsSubstring;

namespace {

/// A folder that is gone with everything in it when the test ends.
class Folder {
  public:
    Folder() {
        std::string name = (std::filesystem::temp_directory_path() / "autodiff_svg_XXXXXX").string();
        REQUIRE(::mkdtemp(name.data()) != nullptr);
        path_ = name;
    }
    ~Folder() { std::filesystem::remove_all(path_); }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    [[nodiscard]] std::filesystem::path operator/(const char* name) const { return path_ / name; }
    [[nodiscard]] const std::filesystem::path& path() const { return path_; }

  private:
    std::filesystem::path path_;
};

/// Programs are looked for in one folder only while this lives.
class SearchOnly {
  public:
    explicit SearchOnly(const std::filesystem::path& folder) : saved_(std::getenv("PATH")) {
        ::setenv("PATH", folder.c_str(), 1);
    }
    ~SearchOnly() { ::setenv("PATH", saved_.c_str(), 1); }
    SearchOnly(const SearchOnly&) = delete;
    SearchOnly& operator=(const SearchOnly&) = delete;

  private:
    std::string saved_;
};

std::string read(const std::filesystem::path& file) {
    std::ifstream stream(file);
    return {std::istreambuf_iterator<char>(stream), {}};
}

std::size_t count(const std::string& text, const std::string& part) {
    std::size_t found = 0;
    for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++found;
    return found;
}

} // namespace

TEST_CASE("without Graphviz an SVG is an error that says what to install, and no file appears") {
    const Folder folder;
    const SearchOnly nowhere(folder.path());
    CHECK_FALSE(graphviz_available());
    CHECK_THROWS_AS(write_svg(graphs::chain(1), folder / "picture.svg"), Error);
    CHECK_THROWS_WITH(to_svg(graphs::chain(1)), ContainsSubstring("install Graphviz (Debian package graphviz)"));
    CHECK_FALSE(std::filesystem::exists(folder / "picture.svg"));
}

TEST_CASE("a program dot that fails is an error with what it said, and the old file stays") {
    const Folder folder;
    std::ofstream(folder / "dot") << "#!/bin/sh\necho 'out of ink' >&2\nexit 3\n";
    std::ofstream(folder / "picture.svg") << "old";
    std::filesystem::permissions(folder / "dot", std::filesystem::perms::owner_all);
    const SearchOnly here(folder.path());
    CHECK_FALSE(graphviz_available());
    CHECK_THROWS_WITH(write_svg(graphs::chain(1), folder / "picture.svg"), ContainsSubstring("out of ink"));
    CHECK(read(folder / "picture.svg") == "old");
}

TEST_CASE("the drawing reaches the program as it is, however long") {
    const Folder folder;
    std::ofstream(folder / "dot") << "#!/bin/sh\nexec /bin/cat\n";
    std::filesystem::permissions(folder / "dot", std::filesystem::perms::owner_all);
    const SearchOnly here(folder.path());
    CHECK(graphviz_available());
    const Graph graph = graphs::chain(20'000);
    CHECK(to_svg(graph) == to_dot(graph));
}

TEST_CASE("Graphviz draws every operation of the catalogue") {
    if (!graphviz_available()) {
        WARN("Graphviz is not installed: not checked");
        return;
    }
    Graph graph;
    std::vector<NodeId> inputs;
    for (int i = 0; i < 3; ++i) inputs.push_back(graph.add_input());
    for (std::size_t i = 0; i < ops::Catalogue::size; ++i) {
        const auto code = static_cast<ops::Opcode>(i);
        const int arguments = arity(code) == ops::any_number ? 2 : arity(code);
        graph.add_output(graph.add(code, std::span(inputs).first(static_cast<std::size_t>(arguments))));
    }
    const std::array point{0.75, 0.5, 0.25};
    const std::string svg = to_svg(graph, {.point = point, .adjoints = true});
    CHECK_THAT(svg, ContainsSubstring("</svg>"));
    CHECK(count(svg, "class=\"node\"") == 3 + 2 * ops::Catalogue::size);
}

TEST_CASE("a picture is written to a file whose name no shell reads") {
    if (!graphviz_available()) {
        WARN("Graphviz is not installed: not checked");
        return;
    }
    const Folder folder;
    const auto file = folder / "a picture; $(touch injected) 'of' \"x\".svg";
    write_svg(graphs::sigmoid_by_hand(), file, {.left_to_right = true});
    CHECK_THAT(read(file), ContainsSubstring("<svg") && ContainsSubstring(">exp</text>"));
    CHECK(count(read(file), "class=\"edge\"") == 7);
    CHECK(std::distance(std::filesystem::directory_iterator(folder.path()), {}) == 1);
}

TEST_CASE("a picture that cannot be written is an error that names the file") {
    if (!graphviz_available()) {
        WARN("Graphviz is not installed: not checked");
        return;
    }
    const Folder folder;
    CHECK_THROWS_WITH(write_svg(graphs::chain(1), folder / "missing" / "picture.svg"),
                      ContainsSubstring("missing/picture.svg cannot be written"));
}
