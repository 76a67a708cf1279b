#pragma once

/// Derivatives of C++ functions: the scalar Var, the Tape, gradient, jacobian, hessian and their kin, and what keeps
/// long tapes short: preaccumulate, accumulate, checkpoint, external functions.

#include <autodiff/derivatives/accumulate.hpp>
#include <autodiff/derivatives/checkpoint.hpp>
#include <autodiff/derivatives/gradient.hpp>
#include <autodiff/derivatives/hessian.hpp>
#include <autodiff/derivatives/jacobian.hpp>
#include <autodiff/derivatives/preaccumulate.hpp>
#include <autodiff/dual/limits.hpp>
#include <autodiff/variable/boost_math.hpp>
#include <autodiff/variable/external.hpp>
#include <autodiff/variable/limits.hpp>
#include <autodiff/variable/reductions.hpp>
#include <autodiff/variable/tape.hpp>
