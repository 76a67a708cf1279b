#include "catch.hpp"

#include <benchmarks/report/options.hpp>

using benchmarks::names_asked_for;
using benchmarks::Options;
using benchmarks::read_options;
using benchmarks::usage;
using benchmarks::UsageError;
using Catch::Matchers::ContainsSubstring;
using Names = std::vector<std::string>;

namespace {

Options read(const std::vector<const char*>& arguments) { return read_options(arguments); }

/// What the UsageError says that `use` throws.
template <class Use>
std::string complaint(Use use) {
    try {
        use();
    } catch (const UsageError& error) { return error.what(); }
    return "no error";
}

const Names problems{"gmm_d10", "kmeans", "gmm_d32", "kmeans_hvp"};

} // namespace

TEST_CASE("without options everything is measured five times and nothing is written") {
    const Options options = read({});
    CHECK(options.problems.empty());
    CHECK(options.tools.empty());
    CHECK(options.repetitions == 5);
    CHECK_FALSE(options.help);
    CHECK_FALSE((options.json || options.chart || options.markdown || options.one));
}

TEST_CASE("a value follows its option after a blank or an equals sign") {
    const Options options = read({"--tools", "by hand,XAD", "--problems=ode", "--json=a=b.json", "--repetitions", "7"});
    CHECK(options.tools == Names{"by hand", "XAD"});
    CHECK(options.problems == Names{"ode"});
    CHECK(options.json == "a=b.json");
    CHECK(options.repetitions == 7);
}

TEST_CASE("a list may have blanks in its names and loses its empty items") {
    CHECK(read({"--problems", "a,,b c,"}).problems == Names{"a", "b c"});
}

TEST_CASE("--quick shortens the runs, and a later option overrules it") {
    CHECK(read({"--quick"}).repetitions == 1);
    CHECK(read({"--quick"}).least_seconds < Options().least_seconds);
    CHECK(read({"--quick", "--repetitions", "3"}).repetitions == 3);
}

TEST_CASE("an unknown option is refused with the names of all options") {
    const std::string text = complaint([] { (void)read({"--fast"}); });
    CHECK_THAT(text, ContainsSubstring("'--fast'"));
    CHECK_THAT(text, ContainsSubstring("--problems"));
    CHECK_THAT(text, ContainsSubstring("--help"));
    CHECK_THAT(complaint([] { (void)read({"gmm"}); }), ContainsSubstring("'gmm'"));
}

TEST_CASE("a missing value, a value of a flag and a number that is none are refused") {
    CHECK_THAT(complaint([] { (void)read({"--json"}); }), ContainsSubstring("--json FILE"));
    CHECK_THAT(complaint([] { (void)read({"--quick=yes"}); }), ContainsSubstring("takes no value"));
    for (const char* bad : {"0", "-3", "many", "3x", "", "99999999999"}) {
        CHECK_THAT(complaint([&] { (void)read({"--repetitions", bad}); }), ContainsSubstring("whole number"));
    }
}

TEST_CASE("the help names every option") {
    for (const char* option : {"--problems A,B", "--tools A,B", "--repetitions N", "--quick", "--json FILE",
                               "--chart FILE", "--markdown FILE", "--help"}) {
        CHECK_THAT(usage(), ContainsSubstring(option));
    }
}

TEST_CASE("asking for nothing chooses all names; asking for some keeps the order of those that are known") {
    CHECK(names_asked_for({}, problems, "problems") == problems);
    CHECK(names_asked_for({"gmm_d32", "gmm_d10", "gmm_d10"}, problems, "problems") == Names{"gmm_d10", "gmm_d32"});
}

TEST_CASE("the beginning of names stands for all of them, unless it is a name itself") {
    CHECK(names_asked_for({"gmm"}, problems, "problems") == Names{"gmm_d10", "gmm_d32"});
    CHECK(names_asked_for({"kmeans"}, problems, "problems") == Names{"kmeans"});
    CHECK(names_asked_for({"kmeans_"}, problems, "problems") == Names{"kmeans_hvp"});
}

TEST_CASE("an unknown name is refused with all that are known") {
    const std::string text = complaint([] { (void)names_asked_for({"gmm", "mm_d10"}, problems, "problems"); });
    CHECK_THAT(text, ContainsSubstring("'mm_d10' is none of the problems"));
    CHECK_THAT(text, ContainsSubstring("kmeans_hvp"));
}
