#pragma once

#include <autodiff/graph/node.hpp>
#include <autodiff/validation/proofs/rational.hpp>
#include <autodiff/validation/proofs/ring.hpp>
#include <autodiff/validation/proofs/signs.hpp>

#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace autodiff::proofs {

struct Value;
using Ref = std::shared_ptr<const Value>;

/// base^exponent in a product.
struct Factor {
    Ref base;
    Rational exponent;
};

/// left - right, and the signs of it for which the comparison holds.
struct Comparison {
    Ref left, right, difference;
    Signs holds;
};

/// Bounds for an expression as a quotient of polynomials with integer coefficients in the indeterminates: the degree,
/// and the logarithm to base 2 of the sum of the coefficients' sizes. A square root counts like its radicand.
struct Size {
    double degree = 0;
    double bits = 1;
    friend Size operator+(Size x, Size y) { return {x.degree + y.degree, x.bits + y.bits + 1}; }
    friend Size operator*(Size x, double times) { return {x.degree * times, x.bits * times}; }
};

/// What is known of an expression: its element of the ring, and, of the real number that it stands for, the sign and
/// the range.
struct Value {
    Element element;
    Size size;
    bool real = true; ///< of others no sign is known
    Signs signs;
    Interval range{-std::numeric_limits<double>::infinity(), std::numeric_limits<double>::infinity()};
    std::vector<Factor> factors;          ///< whose product it is; of one that is no product, none
    std::optional<Rational> rational;     ///< that it was made as
    mutable std::optional<NodeId> node;   ///< that it was found to be the value of first; for texts
    std::optional<Comparison> comparison; ///< that it is the outcome of, 1 or 0; nothing else is known then
    Ref absolute_of;                      ///< whose absolute value it is; nothing else is known then
    int infinite = 0;                     ///< 1, -1: a constant that is no real number
    std::string undefined;                ///< why it has no value, else empty
};

// What stops the evaluation of an expression in the ring.

/// A root of an atom (see Atoms) is needed: begin again with the atom as a power of that order.
struct RootNeeded {
    std::size_t atom;
    std::int64_t order;
};

/// How it goes on depends on a sign that is not known.
struct SignNeeded {
    Ref left, right; ///< of left - right
};

/// It lies outside of what the method treats.
struct Outside {
    std::string reason;
};

} // namespace autodiff::proofs
