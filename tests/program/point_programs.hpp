#pragma once

#include <autodiff/program.hpp>

#include <bit>
#include <cmath>
#include <cstdint>
#include <span>
#include <vector>

namespace point_programs {

/// The same number, also the same zero; or not a number, both.
inline bool same(double x, double y) {
    return (std::isnan(x) && std::isnan(y)) || std::bit_cast<std::uint64_t>(x) == std::bit_cast<std::uint64_t>(y);
}

inline bool same(std::span<const double> x, std::span<const double> y) {
    if (x.size() != y.size()) return false;
    for (std::size_t i = 0; i < x.size(); ++i)
        if (!same(x[i], y[i])) return false;
    return true;
}

/// A graph twice: as machine code, where that runs here, and interpreted.
struct Both {
    autodiff::Program machine;
    autodiff::Program interpreted;
    explicit Both(const autodiff::Graph& graph)
        : machine(graph), interpreted(graph, {.instruction_set = {}, .lanes = 0, .machine_code = false}) {}
};

inline bool has_machine_code() {
#if defined(__x86_64__) && defined(__unix__)
    return autodiff::instruction_sets().back() != autodiff::InstructionSet::baseline;
#else
    return false;
#endif
}

} // namespace point_programs
