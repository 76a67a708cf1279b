#pragma once

#include <autodiff/graph/graph.hpp>

#include <cstddef>
#include <string>
#include <vector>

namespace autodiff {

/// How a graph is written as a function of a program.
struct SourceOptions {
    std::string function = "f";      ///< its name; what else stands in the file is static and begins with "<function>_"
    std::string header = {};         ///< text of a comment at the top: who made the file from what, a licence ...
    std::vector<std::string> inputs; ///< names of local variables for x[0], x[1], ...; or none
    bool single_precision = false;   ///< float instead of double throughout; constants are rounded to it
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
/// (-ffp-contract=off) and against the same C library, the results are those of the graph bit for bit, except where
/// the rule of an operation has a form of its own for plain numbers. Largest differences from the graph's evaluation
/// in double, measured over the tests' points, in units of the last place:
///
///     @ULP@
///
/// digamma and polygamma of a constant order up to 20 are computed by series of their own. Throws GraphError, naming
/// the operation, for a polygamma of another order; and Error for names that are no identifiers, are reserved, or
/// clash, and ShapeError when there are names but not one an input.
[[nodiscard]] std::string to_c(const Graph& graph, const SourceOptions& options = {});

/// The same as a C++11 function (or newer), without dependencies but <cmath>.
[[nodiscard]] std::string to_cpp(const Graph& graph, const SourceOptions& options = {});

} // namespace autodiff
