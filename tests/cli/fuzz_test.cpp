#include "catch.hpp"
#include "cli/program.hpp"
#include "seed.hpp"

#include <autodiff/cli/commands.hpp>

#include <array>
#include <random>
#include <string>

namespace {

using program::Arguments;

class Words {
  public:
    explicit Words(std::uint64_t seed) : random_(seed) {}

    std::size_t below(std::size_t n) { return std::uniform_int_distribution<std::size_t>(0, n - 1)(random_); }

    /// Bytes of any kind but 0, which no argument can hold.
    std::string bytes() {
        std::string text;
        for (std::size_t i = below(12); i > 0; --i) text += static_cast<char>(1 + below(255));
        return text;
    }

    /// Something like a formula, most of them broken.
    std::string formula() {
        static constexpr std::array parts{"x", "y",        "+",      "-",        "*",   "/",   "^",        "(",
                                          ")", "sin(",     "exp(",   "log(",     "1",   "2.5", "1e400",    "pi",
                                          "s", ",",        "abs(x)", "<",        "==",  " ",   "sqrt(",    "..",
                                          "=", "\xce\xb1", "inf",    "max(x,y)", "1/0", "-x",  "floor(x)", "\n"};
        std::string text;
        for (std::size_t i = 1 + below(7); i > 0; --i) text += parts[below(parts.size())];
        return text;
    }

    std::string option() {
        static constexpr std::array names{
            "--on",   "--let",        "--variable", "--max-ulp",  "--json",    "--seed",    "--precision",  "--color",
            "--help", "--derivative", "--fuse",     "--language", "--name",    "--version", "--",           "-",
            "-h",     "--on=x=0..1",  "--nonsense", "++",         "--let=s=x", "--samples", "--time-limit", "[]",
            "[x,y]",  "%%",           "--json=",    "-x"};
        return names[below(names.size())];
    }

    std::string value() {
        static constexpr std::array values{"x=0..1", "x>0",    "s=x^2",      "x",    "1e9", "-1",
                                           "nan",    "float",  "latex",      "x=1",  "y=2", "x=-inf..inf",
                                           "0<x<1",  "y=1..1", "x=1e400..2", "x==1", ""};
        return values[below(values.size())];
    }

    std::string word() {
        switch (below(6)) {
        case 0:
            return bytes();
        case 1:
            return option();
        case 2:
            return value();
        default:
            return formula();
        }
    }

  private:
    std::mt19937_64 random_;
};

/// Success, a verdict, or a refusal that says why.
void check(const Arguments& arguments) {
    CAPTURE(arguments);
    const auto result = program::call(arguments);
    const bool verdict = result.status >= 0 && result.status <= 3;
    CHECK((verdict || result.status == 64));
    CHECK(result.out.empty() == (result.status == 64));
    CHECK(result.err.empty() == verdict);
}

} // namespace

TEST_CASE("whatever the words, every command answers or refuses, and never crashes or hangs") {
    CAPTURE(test_seed());
    Words words(test_seed());
    for (const autodiff::cli::Command& command : autodiff::cli::commands())
        for (int round = 0; round < 120; ++round) {
            Arguments arguments{std::string(command.name)};
            for (std::size_t i = words.below(5); i > 0; --i) arguments.push_back(words.word());
            // No files of strange names, and no long measurements.
            if (command.name == "validate" || command.name == "accuracy")
                arguments.insert(arguments.end(), {"--time-limit", "0.2", "--samples", "200"});
            check(arguments);
        }
}

TEST_CASE("words without a command are refused") {
    CAPTURE(test_seed());
    Words words(test_seed() + 1);
    for (int round = 0; round < 200; ++round) {
        Arguments arguments;
        for (std::size_t i = words.below(4); i > 0; --i) arguments.push_back(words.word());
        check(arguments);
    }
}
