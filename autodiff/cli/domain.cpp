#include <autodiff/cli/domain.hpp>

#include <autodiff/base/error.hpp>
#include <autodiff/cli/problem.hpp>
#include <autodiff/notation/text.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <limits>
#include <random>

namespace autodiff::cli {

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

/// Pieces between commas that stand in no parentheses.
std::vector<std::string> pieces(const std::string& text) {
    std::vector<std::string> result(1);
    int depth = 0;
    for (const char c : text) {
        depth += c == '(' ? 1 : c == ')' ? -1 : 0;
        if (c == ',' && depth == 0)
            result.emplace_back();
        else
            result.back() += c;
    }
    return result;
}

/// A condition "name < number" read from left to right, or turned around.
struct Relation {
    std::string symbol;
    std::size_t place;
};

std::vector<Relation> relations(const std::string& text) {
    std::vector<Relation> found;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '<' && text[i] != '>') continue;
        const bool equal = i + 1 < text.size() && text[i + 1] == '=';
        found.push_back({text.substr(i, equal ? 2 : 1), i});
        if (equal) ++i;
    }
    return found;
}

class Reader {
  public:
    explicit Reader(std::span<const std::string> variables)
        : variables_(variables), intervals_(variables.size(), Interval{-infinity, infinity}),
          given_(variables.size(), false) {}

    void read(const std::string& text) {
        const std::size_t dots = text.find("..");
        const std::size_t equals = text.find('=');
        const std::vector<Relation> signs = relations(text);
        if (dots != std::string::npos && equals < dots && signs.empty()) {
            const std::size_t variable = place(text.substr(0, equals), text);
            const std::string low = text.substr(equals + 1, dots - equals - 1);
            intersect(variable, {number(low), number(text.substr(dots + 2))}, text);
        } else if (dots == std::string::npos && signs.size() == 1) {
            const std::string left = text.substr(0, signs[0].place);
            const std::string right = text.substr(signs[0].place + signs[0].symbol.size());
            if (is_variable(left))
                compare(left, signs[0].symbol, right, text);
            else
                compare(right, turned(signs[0].symbol), left, text);
        } else if (dots == std::string::npos && signs.size() == 2) {
            const std::size_t begin = signs[0].place + signs[0].symbol.size();
            const std::string middle = text.substr(begin, signs[1].place - begin);
            compare(middle, turned(signs[0].symbol), text.substr(0, signs[0].place), text);
            compare(middle, signs[1].symbol, text.substr(signs[1].place + signs[1].symbol.size()), text);
        } else {
            throw Error(fmt::format("--on: '{}' is no range; write one such as {}=-5..5, \"{}>0\" or {}=0..inf.", text,
                                    variables_.front(), variables_.front(), variables_.front()));
        }
    }

    [[nodiscard]] const std::vector<Interval>& intervals() const { return intervals_; }
    [[nodiscard]] bool given(std::size_t i) const { return given_[i]; }

  private:
    static double number(const std::string& text) { return read_number(text, "--on"); }
    static std::string turned(std::string symbol) {
        symbol[0] = symbol[0] == '<' ? '>' : '<';
        return symbol;
    }
    [[nodiscard]] bool is_variable(const std::string& text) const {
        return std::find(variables_.begin(), variables_.end(), trimmed(text)) != variables_.end();
    }
    [[nodiscard]] std::size_t place(const std::string& text, const std::string& range) const {
        const auto found = std::find(variables_.begin(), variables_.end(), trimmed(text));
        if (found == variables_.end())
            throw Error(fmt::format("--on: '{}' speaks of no variable; the variables are {}.", range,
                                    fmt::join(variables_, ", ")));
        return static_cast<std::size_t>(found - variables_.begin());
    }

    void compare(const std::string& name, const std::string& symbol, const std::string& limit,
                 const std::string& range) {
        const std::size_t variable = place(name, range);
        const double bound = number(limit);
        const bool strict = symbol.size() == 1;
        // Doubles have neighbours: x > 0 begins with the smallest.
        if (symbol[0] == '>')
            intersect(variable, {strict ? std::nextafter(bound, infinity) : bound, infinity}, range);
        else
            intersect(variable, {-infinity, strict ? std::nextafter(bound, -infinity) : bound}, range);
    }

    void intersect(std::size_t variable, const Interval& more, const std::string& range) {
        Interval& interval = intervals_[variable];
        interval = {std::max(interval.low, more.low), std::min(interval.high, more.high)};
        if (interval.low > interval.high || interval.low == infinity || interval.high == -infinity)
            throw Error(fmt::format("--on: '{}' leaves no number for {}; the lower end comes first.", range,
                                    variables_[variable]));
        given_[variable] = true;
    }

    std::span<const std::string> variables_;
    std::vector<Interval> intervals_;
    std::vector<bool> given_;
};

constexpr std::size_t most_tries = 100;

/// At how many points a range is tried: fewer where many variables or long formulas would make it take long.
std::size_t tries(std::span<const Formula> formulas, std::size_t variables) {
    constexpr std::size_t most_operations = 20'000'000; // for all variables
    constexpr std::size_t ranges = 4;
    std::size_t operations = variables;
    for (const Formula& f : formulas) operations += f.graph.size();
    return std::clamp<std::size_t>(most_operations / (ranges * variables * operations + 1), 1, most_tries);
}

/// At how many of so many random points all formulas have values, when the variables live in `intervals`.
std::size_t defined_points(std::span<const Formula> formulas, const std::vector<Interval>& intervals,
                           std::size_t points) {
    std::mt19937_64 random(1);
    std::size_t defined = 0;
    for (std::size_t k = 0; k < points; ++k) {
        std::vector<double> x;
        for (const Interval& interval : intervals) {
            const double low = std::max(interval.low, -100.0);
            const double high = std::max(low, std::min(interval.high, 100.0));
            x.push_back(std::clamp(std::uniform_real_distribution(0.0, 1.0)(random) * (high - low) + low, interval.low,
                                   interval.high));
        }
        const bool all = std::all_of(formulas.begin(), formulas.end(),
                                     [&](const Formula& f) { return !std::isnan(f.graph(x).front()); });
        defined += all ? 1 : 0;
    }
    return defined;
}

} // namespace

Domain read_domain(std::span<const std::string> ranges, std::span<const std::string> variables,
                   std::span<const Formula> formulas) {
    Reader reader(variables);
    for (const std::string& text : ranges)
        for (const std::string& piece : pieces(text)) reader.read(piece);
    Domain domain{reader.intervals(), false, reader.intervals()};
    static constexpr std::array candidates{Interval{-100, 100}, Interval{0, 100}, Interval{-1, 1}, Interval{1, 100}};
    for (std::size_t i = 0; i < variables.size(); ++i) {
        if (reader.given(i)) continue;
        domain.assumed = true;
        domain.intervals[i] = candidates.front();
    }
    const std::size_t points = tries(formulas, variables.size());
    std::size_t best = defined_points(formulas, domain.intervals, points);
    for (std::size_t i = 0; i < variables.size() && best < points; ++i) {
        if (reader.given(i)) continue;
        for (const Interval& candidate : std::span(candidates).subspan(1)) {
            std::vector<Interval> tried = domain.intervals;
            tried[i] = candidate;
            const std::size_t defined = defined_points(formulas, tried, points);
            if (defined <= best * 5 / 4) continue; // a little more is no reason for a smaller range
            best = defined;
            domain.intervals[i] = candidate;
        }
    }
    return domain;
}

bool Domain::anything_given() const {
    return std::any_of(given.begin(), given.end(), [](const Interval& interval) { return interval != Interval(); });
}

std::string interval_text(const std::string& name, const Interval& interval) {
    const auto [low, high] = interval;
    const bool above_zero = low == std::numeric_limits<double>::denorm_min();
    const bool below_zero = high == -std::numeric_limits<double>::denorm_min();
    const std::string left = above_zero ? "0 < " : fmt::format("{} <= ", number_text(low));
    const std::string right = below_zero ? " < 0" : fmt::format(" <= {}", number_text(high));
    if (low == -infinity && high == infinity) return fmt::format("all {}", name);
    if (low == -infinity) return name + right;
    if (high == infinity) return above_zero ? name + " > 0" : fmt::format("{} >= {}", name, number_text(low));
    return left + name + right;
}

std::string domain_text(std::span<const std::string> names, std::span<const Interval> intervals) {
    std::string text;
    for (std::size_t i = 0; i < intervals.size(); ++i)
        text += (i == 0 ? "" : ", ") + interval_text(names[i], intervals[i]);
    return text;
}

std::vector<double> typical_point(std::span<const Interval> domain) {
    std::vector<double> point;
    for (const auto& [low, high] : domain) {
        constexpr double largest = std::numeric_limits<double>::max();
        const double middle = std::max(low, -largest) / 2 + std::min(high, largest) / 2;
        point.push_back(low <= 1 && high >= 1 ? 1 : std::clamp(middle, low, high));
    }
    return point;
}

} // namespace autodiff::cli
