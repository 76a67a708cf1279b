#include <benchmarks/report/options.hpp>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>

namespace benchmarks {

namespace {

/// An option, what it takes (empty for a flag), what it does and how it is read.
struct Option {
    std::string_view name;
    std::string_view value;
    std::string_view text;
    void (*read)(Options&, std::string_view);
};

std::vector<std::string> split(std::string_view list) {
    std::vector<std::string> items;
    for (;;) {
        const std::size_t comma = list.find(',');
        if (comma != 0 && !list.empty()) { items.emplace_back(list.substr(0, comma)); }
        if (comma == std::string_view::npos) { return items; }
        list.remove_prefix(comma + 1);
    }
}

int repetitions(std::string_view text) {
    int number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size() || number < 1) {
        throw UsageError(fmt::format("--repetitions takes a whole number from 1 upwards, not '{}'", text));
    }
    return number;
}

double least_seconds(std::string_view text) {
    double number = 0.0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size() || !(number > 0.0 && number < 1e4)) {
        throw UsageError(fmt::format("--least-seconds takes a number between 0 and 10000, not '{}'", text));
    }
    return number;
}

void be_quick(Options& options) {
    options.repetitions = 1;
    options.least_seconds = 0.01;
}

const std::vector<Option>& known_options() {
    static const std::vector<Option> options{
        {"--problems", "A,B", "these problems only; the beginning of a name stands for all that begin so",
         [](Options& o, std::string_view value) { o.problems = split(value); }},
        {"--tools", "A,B", "these tools only, besides the plain function and the derivative by hand",
         [](Options& o, std::string_view value) { o.tools = split(value); }},
        {"--repetitions", "N", "new processes for each tool and problem (5)",
         [](Options& o, std::string_view value) { o.repetitions = repetitions(value); }},
        {"--least-seconds", "S", "that a process repeats its warm runs (0.04)",
         [](Options& o, std::string_view value) { o.least_seconds = least_seconds(value); }},
        {"--quick", "", "one short repetition: to see whether everything works",
         [](Options& o, std::string_view) { be_quick(o); }},
        {"--json", "FILE",
         "all measurements: {machine, processor_share, problems: [{name, description, tools:\n"
         "                     [{tool, warm_seconds: [...], cold_seconds: [...], ...}]}], means}",
         [](Options& o, std::string_view value) { o.json = value; }},
        {"--chart", "FILE", "draw the ratios to the derivative by hand as SVG",
         [](Options& o, std::string_view value) { o.chart = value; }},
        {"--markdown", "FILE", "write tables for a document",
         [](Options& o, std::string_view value) { o.markdown = value; }},
        {"--one", "NAME",
         "run problem/tool in this process and print: seconds of the first run, of a\n"
         "                     warm one, processor time over real time, statements and bytes",
         [](Options& o, std::string_view value) { o.one = value; }},
        {"--help", "", "this text", [](Options& o, std::string_view) { o.help = true; }},
    };
    return options;
}

const Option& option_named(std::string_view name) {
    const auto& options = known_options();
    const auto found =
        std::find_if(options.begin(), options.end(), [&](const Option& option) { return option.name == name; });
    if (found != options.end()) { return *found; }
    std::vector<std::string_view> names;
    for (const Option& option : options) names.push_back(option.name);
    throw UsageError(fmt::format("there is no option '{}'; the options are {}", name, fmt::join(names, ", ")));
}

} // namespace

Options read_options(std::span<const char* const> arguments) {
    Options options;
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        const std::string_view argument = arguments[i];
        const std::size_t equals = argument.find('=');
        const Option& option = option_named(argument.substr(0, equals));
        const bool has_value = equals != std::string_view::npos;
        if (option.value.empty() && has_value) { throw UsageError(fmt::format("{} takes no value", option.name)); }
        if (option.value.empty()) {
            option.read(options, "");
        } else if (has_value) {
            option.read(options, argument.substr(equals + 1));
        } else if (i + 1 < arguments.size()) {
            option.read(options, arguments[++i]);
        } else {
            throw UsageError(fmt::format("{} needs a value: {} {}", option.name, option.name, option.value));
        }
    }
    return options;
}

std::string usage() {
    std::string text = "Times derivatives by several tools on several problems, on one core.\n\noptions\n";
    for (const Option& option : known_options()) {
        text += fmt::format("  {:<18} {}\n", fmt::format("{} {}", option.name, option.value), option.text);
    }
    return text;
}

std::vector<std::string> names_asked_for(const std::vector<std::string>& asked, const std::vector<std::string>& known,
                                         std::string_view what) {
    if (asked.empty()) { return known; }
    std::vector<bool> chosen(known.size(), false);
    for (const std::string& name : asked) {
        const bool exact = std::find(known.begin(), known.end(), name) != known.end();
        bool found = false;
        for (std::size_t i = 0; i < known.size(); ++i) {
            if (!(exact ? known[i] == name : known[i].starts_with(name))) { continue; }
            chosen[i] = true;
            found = true;
        }
        if (!found) {
            throw UsageError(
                fmt::format("'{}' is none of the {} of this program: {}", name, what, fmt::join(known, "; ")));
        }
    }
    std::vector<std::string> names;
    for (std::size_t i = 0; i < known.size(); ++i) {
        if (chosen[i]) { names.push_back(known[i]); }
    }
    return names;
}

} // namespace benchmarks
