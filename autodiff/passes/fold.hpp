#pragma once

#include <autodiff/graph/graph.hpp>

#include <cstdint>

namespace autodiff {

/// How equal a folded graph is to the original. Each level allows what the one before it allows, and more. Operations
/// on constants alone are computed at every level, as evaluation would.
enum class Exactness : std::uint8_t {
    /// The same bits for every x, infinities and NaN included, but for a NaN's sign and payload:
    /// x * 1, x / 1, x + -0, x - 0, pow(x, 1) -> x; pow(x, 0), pow(1, x) -> 1; x * -1, x / -1 -> -x; --x -> x;
    /// x + -y, x - -y, (-x) * y, (-x) / y and their kin with the sign moved; x + x -> 2 * x; cos(-x) -> cos(x) and so
    /// for
    /// every even function; select with a constant condition or equal branches; the exact cases of fma.
    bits,
    /// Also what may change the sign of a result that is zero: x + 0 -> x; 0 - x -> -x; -(x - y) -> y - x; the chain
    /// rule's product with a constant -> a plain product.
    zero_signs,
    /// Also what needs finite operands: 0 * x, 0 / x -> 0. A constant zero comes from the chain rule, where it means
    /// that
    /// x has no influence, however infinite or undefined x is: the zero wins.
    finite,
};

struct FoldOptions {
    Exactness exactness = Exactness::finite;
};

/// Computes operations on constants and applies the identities of the chosen level; signs end up in as few nodes as
/// they can. Guards on constants that hold are dropped; one that does not hold stays. Equal nodes are shared on the
/// way, as by share(). What is no longer used is left for prune(). Linear time; folding twice changes nothing.
[[nodiscard]] Graph fold(const Graph& graph, FoldOptions options = {});

} // namespace autodiff
