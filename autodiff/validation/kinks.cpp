#include <autodiff/validation/kinks.hpp>

#include <autodiff/graph/inline_calls.hpp>
#include <autodiff/passes/prune.hpp>
#include <autodiff/validation/formula_accuracy.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <vector>

namespace autodiff::validation {

namespace {

/// At the point before x, at x and at the one behind it.
using Triple = std::array<std::vector<Enclosure>, 3>;

bool sign_changes(const Triple& at, std::size_t output) {
    std::array<int, 3> signs{};
    for (std::size_t i = 0; i < 3; ++i) {
        if (!at[i][output].defined()) return false;
        signs[i] = at[i][output].sign();
    }
    const auto [before, here, behind] = signs;
    // Pieces that touch have the same slope there, and those that are equal over a range are one.
    if (here == 0) return before * behind < 0;
    return before * here < 0 || here * behind < 0;
}

/// Whether the value moves by much more than the argument.
bool jumps(const Triple& at, std::size_t value, std::size_t argument) {
    const auto moved = [&](std::size_t output) { return std::abs(at[2][output].nearest() - at[0][output].nearest()); };
    return moved(value) > 8 * moved(argument);
}

} // namespace

Kinks::Kinks(const Formula& function, std::size_t variable, Precision precision)
    : variable_(variable), grid_(precision) {
    Graph graph = inline_calls(function.exact);
    graph.clear_outputs();
    graph.clear_guards();
    const std::size_t size = graph.size();
    for (std::size_t i = 0; i < size; ++i) {
        const auto id = static_cast<NodeId>(i);
        if (!graph.node(id).is_operation()) continue;
        const std::vector<NodeId> arguments(graph.arguments(id).begin(), graph.arguments(id).end());
        const Switch where = switch_of(graph.node(id).opcode(), arguments.size());
        if (where == Switch::nowhere) continue;
        watches_.push_back({where, graph.outputs().size()});
        if (where == Switch::steps) graph.add_output(id);
        graph.add_output(where == Switch::meeting ? graph.add<ops::Subtract>({arguments[0], arguments[1]})
                                                  : arguments[0]);
    }
    if (!watches_.empty()) encloser_.emplace(prune(graph), exact_reals(function));
}

bool Kinks::operator()(std::span<const double> x) {
    if (!encloser_) return false;
    Triple at;
    std::vector<double> point(x.begin(), x.end());
    for (std::size_t k = 0; k < at.size(); ++k) {
        point[variable_] = grid_.next(x[variable_], static_cast<std::int64_t>(k) - 1);
        at[k] = (*encloser_)(point);
    }
    return std::ranges::any_of(watches_, [&](const Watch& watch) {
        return watch.where == Switch::steps ? jumps(at, watch.output, watch.output + 1)
                                            : sign_changes(at, watch.output);
    });
}

} // namespace autodiff::validation
