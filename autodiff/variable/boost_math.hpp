#pragma once

// Functions of Boost.Math take their arguments as they come, so that f(-x) would compute inside with the type of the
// expression -x. Boost asks promote_arg what to compute with instead. Nothing of Boost is included.

#include <autodiff/variable/real.hpp>

namespace boost::math::tools {

template <class T>
struct promote_arg;

/// An expression promotes to the scalar that it is assigned to.
template <class T, class Op, class... A>
struct promote_arg<autodiff::Expression<T, Op, A...>> {
    using type = autodiff::Real<T>;
};

} // namespace boost::math::tools
