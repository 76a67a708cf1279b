#include <autodiff/format.hpp>

#include <autodiff/notation/text.hpp>
#include <autodiff/variable/tape.hpp>

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <ostream>
#include <string>

namespace autodiff {

namespace {

/// 512 B, 4.1 kB, 16.8 MB: powers of 1000.
std::string bytes_text(std::size_t bytes) {
    constexpr std::array units{"kB", "MB", "GB", "TB", "PB", "EB"};
    if (bytes < 1000) return fmt::format("{} B", bytes);
    double amount = static_cast<double>(bytes) / 1000;
    std::size_t unit = 0;
    for (; amount >= 999.95 && unit + 1 < units.size(); ++unit) amount /= 1000;
    return fmt::format("{:.1f} {}", amount, units[unit]);
}

std::string counted(std::size_t count, const char* what) {
    return fmt::format("{} {}{}", count, what, count == 1 ? "" : "s");
}

std::string statistics_text(const TapeStatistics& s) {
    return fmt::format("{}, {}, {}, {} in use, {} reserved", counted(s.variables, "variable"),
                       counted(s.statements, "statement"), counted(s.partials, "partial"), bytes_text(s.bytes),
                       bytes_text(s.reserved_bytes));
}

} // namespace

std::ostream& operator<<(std::ostream& stream, const Graph& graph) { return stream << to_text(graph); }

std::ostream& operator<<(std::ostream& stream, const TapeStatistics& statistics) {
    return stream << statistics_text(statistics);
}

namespace printing {

Place number(const fmt::formatter<float>& how, float value, Context& context) { return how.format(value, context); }
Place number(const fmt::formatter<double>& how, double value, Context& context) { return how.format(value, context); }
Place number(const fmt::formatter<long double>& how, long double value, Context& context) {
    return how.format(value, context);
}

Place words(fmt::string_view text, Context& context) { return std::copy(text.begin(), text.end(), context.out()); }

} // namespace printing
} // namespace autodiff

namespace {

using autodiff::printing::Context;
using autodiff::printing::Place;

} // namespace

Place fmt::formatter<autodiff::Graph>::format(const autodiff::Graph& graph, Context& context) const {
    return fmt::formatter<fmt::string_view>::format(autodiff::to_text(graph), context);
}

Place fmt::formatter<autodiff::TapeStatistics>::format(const autodiff::TapeStatistics& statistics,
                                                       Context& context) const {
    return fmt::formatter<fmt::string_view>::format(autodiff::statistics_text(statistics), context);
}
