#pragma once

#include <autodiff/variable/real.hpp>

#include <cstddef>
#include <span>

namespace autodiff::derivatives {

/// A value on `tape` with the given partials with respect to x: one statement (more beyond 255 partials). Constants and
/// zero partials are left out.
template <class T>
Real<T> gradient_statement(Recording<T>& tape, const T& value, std::span<const Real<T>> x,
                           std::span<const T> partials) {
    const Id id = tape.long_statement(static_cast<std::ptrdiff_t>(x.size()), [&](StatementWriter<T>& write) {
        for (std::size_t j = 0; j < x.size(); ++j)
            if (x[j].active() && !is_zero(partials[j])) write(partials[j], x[j].id());
    });
    recorder<T>.close();
    return Real<T>::from_recorder(value, id);
}

} // namespace autodiff::derivatives
