#pragma once

#include <autodiff/derivatives/matrix.hpp>
#include <autodiff/graph/graph.hpp>
#include <autodiff/validation/checks/differences.hpp>

#include <cstddef>
#include <functional>
#include <span>
#include <string>
#include <vector>

namespace autodiff::checks {

/// A function and its Jacobian at one point, by unit seeds.
struct Linearisation {
    std::vector<double> values;
    Matrix jacobian;
};

/// What surrounds a function f in a longer program: w · f(x + A t), whose derivative at t = 0 is wᵀ J A. A derivative
/// that is right only when it is the whole program is wrong here.
struct Chain {
    Matrix inner;              ///< A, inputs times inputs
    std::vector<double> outer; ///< w, one an output
};

/// One way to differentiate.
struct Engine {
    std::string name;
    std::function<Linearisation(std::span<const double> x)> linearise;
    /// The derivatives with respect to t of the chain at t = 0. May be empty.
    std::function<std::vector<double>(std::span<const double> x, const Chain& chain)> chained;
    /// There are functions that it cannot differentiate; that is no failure.
    bool optional = false;
};

/// A function as the checks see it, whatever it was written for. The parts that may be empty are checked where they
/// are there.
struct Subject {
    using Product = std::function<std::vector<double>(std::span<const double> x, std::span<const double> direction)>;

    std::string name;
    std::size_t inputs = 0;
    PlainFunction value;
    std::vector<Engine> engines;                              ///< at least one; the others are compared with the first
    Product jvp;                                              ///< the Jacobian times a direction; may be empty
    Product vjp;                                              ///< a direction times the Jacobian; may be empty
    std::function<Matrix(std::span<const double> x)> hessian; ///< may be empty
    std::function<Graph(std::span<const double> x)> record;   ///< may be empty, and may throw
};

} // namespace autodiff::checks
