#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace autodiff {

struct CheckOptions {
    std::size_t points = 100;             ///< drawn from the domain, its edges among them
    std::uint64_t seed = 20'260'501;      ///< of points, directions and chain factors
    double safety = 20;                   ///< a failure differs by more than so many times the estimated error
    bool second_order = true;             ///< also the Hessian, of functions with one output
    std::size_t second_order_points = 10; ///< at the first so many points
    std::vector<std::string> names = {};  ///< of the inputs, for the report; x0, x1 ... otherwise
};

} // namespace autodiff
