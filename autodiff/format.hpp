#pragma once

// Printing with fmt and iostreams: graphs, active scalars, duals, statistics. Format specifications go to the number:
// fmt::print("{:.3f}", x). Types are only declared here; a program includes what it prints.

#include <cstddef>
#include <iosfwd>
#include <type_traits>

#if __has_include(<fmt/base.h>)
#include <fmt/base.h>
#else
#include <fmt/core.h>
#endif

namespace autodiff {

class Graph;
struct TapeStatistics;
template <class T>
class Real;
template <class T, class Op, class... A>
class Expression;
template <class T, std::size_t N>
class Dual;

/// The text of to_text.
std::ostream& operator<<(std::ostream& stream, const Graph& graph);
/// One line: counts, and bytes in units that read well.
std::ostream& operator<<(std::ostream& stream, const TapeStatistics& statistics);

/// (value; tangent, ...)
template <class Char, class Traits, class T, std::size_t N>
std::basic_ostream<Char, Traits>& operator<<(std::basic_ostream<Char, Traits>& stream, const Dual<T, N>& x) {
    stream << '(' << x.value() << ';';
    for (std::size_t i = 0; i < N; ++i) stream << (i == 0 ? " " : ", ") << x.tangent(i);
    return stream << ')';
}

namespace printing {

using Context = fmt::format_context;
using Place = Context::iterator;

// In the compiled part, so that a program that prints numbers need not compile the code that formats them.
Place number(const fmt::formatter<float>& how, float value, Context& context);
Place number(const fmt::formatter<double>& how, double value, Context& context);
Place number(const fmt::formatter<long double>& how, long double value, Context& context);
Place words(fmt::string_view text, Context& context);

template <class T>
Place scalar(const fmt::formatter<T>& how, const T& value, Context& context) {
    if constexpr (std::is_floating_point_v<T>)
        return number(how, value, context);
    else
        return how.format(value, context);
}

/// Formats what has a value of type T as that value.
template <class T>
struct ByValue : fmt::formatter<T> {
    template <class X>
    Place format(const X& x, Context& context) const {
        return scalar<T>(*this, x.value(), context);
    }
};

} // namespace printing
} // namespace autodiff

template <class T>
struct fmt::formatter<autodiff::Real<T>> : autodiff::printing::ByValue<T> {};

template <class T, class Op, class... A>
struct fmt::formatter<autodiff::Expression<T, Op, A...>> : autodiff::printing::ByValue<T> {};

/// (value; tangent, ...), each number with the given specification.
template <class T, std::size_t N>
struct fmt::formatter<autodiff::Dual<T, N>> : fmt::formatter<T> {
    autodiff::printing::Place format(const autodiff::Dual<T, N>& x, autodiff::printing::Context& context) const {
        using namespace autodiff::printing;
        context.advance_to(words("(", context));
        context.advance_to(scalar<T>(*this, x.value(), context));
        for (std::size_t i = 0; i < N; ++i) {
            context.advance_to(words(i == 0 ? "; " : ", ", context));
            context.advance_to(scalar<T>(*this, x.tangent(i), context));
        }
        return words(")", context);
    }
};

template <>
struct fmt::formatter<autodiff::Graph> : fmt::formatter<fmt::string_view> {
    autodiff::printing::Place format(const autodiff::Graph& graph, autodiff::printing::Context& context) const;
};

template <>
struct fmt::formatter<autodiff::TapeStatistics> : fmt::formatter<fmt::string_view> {
    autodiff::printing::Place format(const autodiff::TapeStatistics& statistics,
                                     autodiff::printing::Context& context) const;
};
