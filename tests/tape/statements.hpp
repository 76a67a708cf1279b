#pragma once

#include <autodiff/tape/recording.hpp>

#include <utility>
#include <vector>

/// Arguments of a statement: a partial and the id of the value it belongs to.
template <class T>
using Arguments = std::vector<std::pair<T, autodiff::Id>>;

/// Records value = sum of partial * argument.
template <class T>
autodiff::Id record(autodiff::Recording<T>& recording, const Arguments<T>& arguments) {
    auto writer = recording.begin_statement(static_cast<std::ptrdiff_t>(arguments.size()));
    for (const auto& [partial, argument] : arguments) writer(partial, argument);
    return recording.end_statement(writer) & autodiff::id_mask;
}

/// Adds at most 8 arguments to the statement of `id`.
template <class T>
void grow(autodiff::Recording<T>& recording, autodiff::Id id, const Arguments<T>& arguments) {
    auto writer = recording.template begin_sum<8>(id);
    for (const auto& [partial, argument] : arguments) writer(partial, argument);
    static_cast<void>(recording.end_sum(id, writer));
}
