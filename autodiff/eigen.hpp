#pragma once

/// Eigen matrices of Var and Dual. Include it in place of, or before, Eigen's own headers; Eigen is not needed
/// otherwise.

#include <autodiff/eigen/num_traits.hpp>
#include <autodiff/gradient.hpp>
