#include <autodiff/cli/problem.hpp>

#include <autodiff/base/error.hpp>
#include <autodiff/notation/parse.hpp>
#include <autodiff/notation/text.hpp>

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <fstream>
#include <limits>
#include <optional>

namespace autodiff::cli {

Problem read_problem(std::span<const std::string> texts, std::span<const std::string> lets,
                     const std::string& otherwise) {
    Problem problem;
    ParseOptions options;
    options.lets.assign(lets.begin(), lets.end());
    for (const std::string& text : texts) options.variables = parse(text, options).variables;
    if (options.variables.empty()) options.variables.push_back(otherwise);
    problem.variables = options.variables;
    for (const std::string& text : texts) problem.formulas.push_back(parse(text, options));
    return problem;
}

std::size_t chosen_variable(std::span<const std::string> variables, const std::string& asked_for) {
    const auto place = [&](const std::string& name) {
        return static_cast<std::size_t>(std::find(variables.begin(), variables.end(), name) - variables.begin());
    };
    if (!asked_for.empty()) {
        if (place(asked_for) == variables.size())
            throw Error(fmt::format("--variable {0}: there is no variable '{0}'; the variables are {1}.", asked_for,
                                    fmt::join(variables, ", ")));
        return place(asked_for);
    }
    if (variables.size() == 1) return 0;
    if (place("x") < variables.size()) return place("x");
    throw Error(fmt::format("the variables are {}; say with --variable by which one the derivative is meant.",
                            fmt::join(variables, ", ")));
}

std::string shortened(const std::string& text, std::size_t most) {
    if (text.size() <= most) return text;
    const auto inside = [&](std::size_t i) { return (static_cast<unsigned char>(text[i]) & 0xC0U) == 0x80U; };
    std::size_t left = most * 2 / 3;
    std::size_t right = text.size() - most / 3;
    while (left > 0 && inside(left)) --left;
    while (right < text.size() && inside(right)) ++right;
    return text.substr(0, left) + " ... " + text.substr(right);
}

std::string trimmed(const std::string& text) {
    const std::size_t begin = text.find_first_not_of(" \t");
    if (begin == std::string::npos) return "";
    return text.substr(begin, text.find_last_not_of(" \t") - begin + 1);
}

double read_number(const std::string& text, const std::string& option) {
    const std::string number = trimmed(text);
    constexpr double infinity = std::numeric_limits<double>::infinity();
    if (number == "inf" || number == "+inf") return infinity;
    if (number == "-inf") return -infinity;
    ParseOptions constants_only;
    constants_only.other_variables = false;
    try {
        const double value = parse(number, constants_only).graph(std::span<const double>()).front();
        if (!std::isnan(value)) return value;
    } catch (const ParseError&) {} // said below, in terms of the option
    throw Error(fmt::format("{}: '{}' is no number; write one such as 1.5, -1e3, pi/2 or inf.", option, number));
}

std::vector<double> read_point(std::span<const std::string> texts, std::span<const std::string> variables) {
    std::vector<std::optional<double>> values(variables.size());
    for (const std::string& text : texts) {
        const std::size_t equals = text.find('=');
        if (equals == std::string::npos)
            throw Error(fmt::format("'{}' gives no variable a value; write it as {}=1.", text, variables.front()));
        const std::string name = trimmed(text.substr(0, equals));
        const auto found = std::find(variables.begin(), variables.end(), name);
        if (found == variables.end())
            throw Error(fmt::format("'{}': there is no variable '{}'; the variables are {}.", text, name,
                                    fmt::join(variables, ", ")));
        auto& value = values[static_cast<std::size_t>(found - variables.begin())];
        if (value) throw Error(fmt::format("'{}': '{}' has a value already.", text, name));
        value = read_number(text.substr(equals + 1), name);
    }
    std::vector<double> point;
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (!values[i])
            throw Error(fmt::format("the variable '{0}' has no value; add one, such as {0}=1.", variables[i]));
        point.push_back(*values[i]);
    }
    return point;
}

std::string point_text(std::span<const std::string> variables, std::span<const double> point) {
    std::string text;
    for (std::size_t i = 0; i < point.size(); ++i)
        text += fmt::format("{}{} = {}", i == 0 ? "" : ", ", variables[i], number_text(point[i]));
    return text;
}

void write_file(const std::string& file, const std::string& contents) {
    std::ofstream stream(file, std::ios::binary);
    stream << contents;
    stream.close();
    if (!stream) throw Error(fmt::format("{} cannot be written; check that its folder exists and is writable.", file));
}

} // namespace autodiff::cli
