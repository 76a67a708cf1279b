#pragma once

#include <autodiff/graph/graph.hpp>

#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace autodiff {

/// The value of every node at the point x, guards not looked at. Throws ShapeError for the wrong number of inputs.
[[nodiscard]] std::vector<double> node_values(const Graph& graph, std::span<const double> x);

/// Throws GuardError naming the first comparison that comes out differently from when the graph was recorded.
void check_guards(const Graph& graph, std::span<const double> values);

/// Throws the GuardError of a guard that does not hold. `place` says where it stands, `left` and `right` are compared.
[[noreturn]] void throw_guard_error(const Graph& graph, const Guard& guard, double left, double right,
                                    std::string_view place);

/// The outputs at the point x. Throws as Graph::operator() does.
[[nodiscard]] std::vector<double> evaluate(const Graph& graph, std::span<const double> x);
void evaluate_into(std::span<double> outputs, const Graph& graph, std::span<const double> x);

/// The value of one operation of the catalogue.
[[nodiscard]] double operation_value(ops::Opcode operation, std::span<const double> arguments);
/// Its partial derivative with respect to argument k; `value` is its value there.
[[nodiscard]] double operation_partial(ops::Opcode operation, std::span<const double> arguments, std::size_t k,
                                       double value);

/// A partial derivative that is infinite or not a number, and where it stands.
struct NonFinitePartial {
    NodeId node;          ///< the operation, or the call inside which it is
    std::size_t argument; ///< which of the operation's arguments
    double partial;
};

/// The first operation, in recorded order, whose partial with respect to an argument that depends on an input is not
/// finite at x.
[[nodiscard]] std::optional<NonFinitePartial> first_non_finite_partial(const Graph& graph, std::span<const double> x);

} // namespace autodiff
