/// Every operation of the catalogue as a written function, beside its evaluation.
#pragma once

#include "compiled_source.hpp"

#include <autodiff/graph/graph.hpp>

#include <string>
#include <vector>

namespace compiled {

/// One operation on a given number of inputs; polygamma at a fixed order.
struct WrittenOperation {
    std::string name;      ///< of the C function
    std::string operation; ///< in the catalogue, or "polygamma 3"
    autodiff::Graph graph = {};
    std::vector<std::vector<double>> points = {};
};

/// All of them, with the reference's hard points and `random` random ones each.
std::vector<WrittenOperation> written_operations(std::size_t random);

/// How many representable numbers lie between two; 0 for two NaN, and for +0 and -0 as well; huge for one NaN.
double distance(double a, double b);
double distance(float a, float b);

} // namespace compiled
