#pragma once

#include <autodiff/graph/graph.hpp>

#include <cstddef>
#include <string>
#include <vector>

namespace autodiff {

/// How a graph is written as a function of a program.
struct SourceOptions {
    std::string function = "f"; ///< its name; what else stands in the file is static and begins with "<function>_"
    std::string header = {};    ///< text of a comment at the top: who made the file from what, a licence ...
    std::vector<std::string> inputs = {}; ///< names of local variables for x[0], x[1], ...; or none
    bool single_precision = false;        ///< float instead of double throughout; constants are rounded to it
    /// The function checks the comparisons that the recording branched on, and returns an int: 0, or k + 1 when guard k
    /// comes out differently; y is then unspecified. Otherwise it returns nothing and follows the recorded branches.
    bool guards = true;
    bool comments = true;
    /// Longer functions are cut into static ones of so many statements each, so that compilers stay fast; what one part
    /// hands to the next lies in an array on the stack, whose places are used again.
    std::size_t statements_per_function = 1000;
};

/// The graph as a C99 function without dependencies but <math.h>:
///
///     int f(const double* x, double* y)       x: the inputs, y: the outputs; the two may not overlap
///
/// Each operation is one statement, numbers read back exactly (but a NaN's sign and payload), and operations that
/// <math.h> lacks become static functions made from the catalogue's rules. Compiled without contraction
/// (-ffp-contract=off) and linked to the same C library, the results are those of the graph's evaluation bit for bit;
/// except where a rule has a form of its own for plain numbers, which the written one cannot have. The largest
/// differences found, over some 20,000 points an operation and all binades, in units in the last place (ulp):
///
///     norm                     2
///     silu, mish               3; below x = -702, where the value comes near to underflow, 3 * 2^-1064
///     logit                    1, of 1 where the value is smaller (so near x = 1/2 digits are lost)
///     logaddexp, log_sum_exp   1 and 2, of the largest argument where that is larger
///     sum, dot                 plain sums from left to right: half an ulp of the sum of all sizes a term
///     normal_cdf, gelu         1 + x^2 for x < 0: 80 at x = -9, 1600 at -37
///     digamma, polygamma       by series of their own: 4 for x > 0 (order 20: 22); for x < 0 as many of the largest
///                              term of the reflection to 1 - x, so near zeros digits are lost
///
/// Calls of other graphs are written out where they stand. Throws GraphError, naming the operation, for a polygamma
/// whose order is no constant or none of 0, 1, ..., 20; Error for names that are no identifiers, are reserved, or
/// clash; ShapeError when there are names but not one an input.
[[nodiscard]] std::string to_c(const Graph& graph, const SourceOptions& options = {});

/// The same as a C++11 function (or newer), without dependencies but <cmath>.
[[nodiscard]] std::string to_cpp(const Graph& graph, const SourceOptions& options = {});

} // namespace autodiff
