/// Written functions beside the graphs that they were written from.
#pragma once

#include "catch.hpp"
#include "compiled_source.hpp"

#include <autodiff/graph/evaluate.hpp>
#include <autodiff/notation/source.hpp>

#include <bit>
#include <cmath>
#include <cstdint>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <string>
#include <vector>

namespace compiled {

using autodiff::Graph;

inline auto write(bool cpp) { return cpp ? autodiff::to_cpp : autodiff::to_c; }

inline bool same_bits(double a, double b) {
    return (std::isnan(a) && std::isnan(b)) || std::bit_cast<std::uint64_t>(a) == std::bit_cast<std::uint64_t>(b);
}

/// The function returns what evaluation throws, or agrees with it bit for bit.
inline void check_same(const Library& library, const std::string& name, const Graph& graph,
                       const std::vector<double>& x) {
    std::vector<double> y(graph.outputs().size());
    const int result = library.call(name, x, y);
    const std::vector<double> values = node_values(graph, x);
    int expected = 0;
    for (std::size_t k = graph.guards().size(); k-- > 0;)
        if ((values[index(graph.guards()[k].comparison)] != 0) != graph.guards()[k].taken)
            expected = static_cast<int>(k) + 1;
    INFO(fmt::format("{} at {}", name, x));
    REQUIRE(result == expected);
    for (std::size_t i = 0; result == 0 && i < y.size(); ++i) {
        INFO(fmt::format("output {} is {}, not {}", i, y[i], values[index(graph.outputs()[i])]));
        REQUIRE(same_bits(y[i], values[index(graph.outputs()[i])]));
    }
}

} // namespace compiled
