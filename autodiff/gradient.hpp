#pragma once

/// Derivatives of C++ functions: the scalar Var, the Tape, and gradient, jacobian, hessian and their kin.

#include <autodiff/derivatives/gradient.hpp>
#include <autodiff/derivatives/hessian.hpp>
#include <autodiff/derivatives/jacobian.hpp>
#include <autodiff/dual/limits.hpp>
#include <autodiff/variable/boost_math.hpp>
#include <autodiff/variable/limits.hpp>
#include <autodiff/variable/reductions.hpp>
#include <autodiff/variable/tape.hpp>
