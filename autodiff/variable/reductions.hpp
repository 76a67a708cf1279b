#pragma once

#include <autodiff/ops/nary.hpp>
#include <autodiff/variable/real.hpp>

#include <span>
#include <vector>

namespace autodiff {

// One statement on a tape, one node in a graph.
template <class T>
template <class Op>
Real<T> ScalarTraits<Real<T>>::apply_nary(std::span<const Real<T>> arguments) {
    std::vector<T> values;
    values.reserve(arguments.size());
    for (const Real<T>& argument : arguments) values.push_back(argument.value());
    const std::span<const T> primals(values);
    const T result = ops::apply_nary<Op, T>(primals);

    Recorder<T>& active = recorder<T>;
    Id id = passive;
    if (active.tape != nullptr) {
        const auto partials = ops::partials<Op>(primals, result);
        auto writer = active.tape->begin_statement(static_cast<std::ptrdiff_t>(arguments.size()));
        for (std::size_t i = 0; i < arguments.size(); ++i)
            if (arguments[i].active()) writer(ops::as_number<T>(partials(i)), arguments[i].id());
        id = active.tape->end_statement(writer);
    }
    if constexpr (std::is_same_v<T, double>)
        if (active.graph != nullptr) {
            bool any_active = false;
            std::vector<NodeId> nodes;
            for (const Real<T>& argument : arguments) {
                any_active = any_active || argument.active();
                nodes.push_back(active.graph->node(argument.id(), argument.value()));
            }
            if (any_active) id = active.graph->operation(ops::opcode<Op>, nodes);
        }
    return Real<T>::from_recorder(result, id);
}

} // namespace autodiff
