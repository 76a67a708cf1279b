#pragma once

#include <autodiff/variable/real.hpp>

#include <cstddef>
#include <span>

namespace autodiff::derivatives {

/// A value on `tape` with the given partials with respect to x: one statement. Constants and
/// zero partials are left out.
template <class T>
Real<T> gradient_statement(Recording<T>& tape, const T& value, std::span<const Real<T>> x,
                           std::span<const T> partials) {
    auto writer = tape.begin_statement(static_cast<std::ptrdiff_t>(x.size()));
    for (std::size_t j = 0; j < x.size(); ++j)
        if (x[j].active() && !is_zero(partials[j])) writer(partials[j], x[j].id());
    return Real<T>::from_recorder(value, tape.end_statement(writer));
}

} // namespace autodiff::derivatives
