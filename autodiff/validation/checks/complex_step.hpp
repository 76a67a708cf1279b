#pragma once

#include <autodiff/derivatives/matrix.hpp>
#include <autodiff/graph/graph.hpp>

#include <optional>
#include <span>

namespace autodiff::checks {

/// The Jacobian of a recorded function by the complex step: Im f(x + i h) / h with an h so small that nothing but the
/// derivative is left, to almost all digits and without any rule for derivatives. The pieces of min, max, abs and
/// select are chosen by real parts, which must not be equal. Nothing where the graph has an operation that is not
/// evaluated in complex numbers, or a power of a negative number, whose complex branch cut runs along the real line.
/// Elements that underflow are NaN.
[[nodiscard]] std::optional<Matrix> complex_step_jacobian(const Graph& graph, std::span<const double> x);

} // namespace autodiff::checks
