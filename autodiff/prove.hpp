#pragma once

/// Are these two formulas the same function, is this derivative right? Proofs and counterexamples. Link
/// autodiff::validation, which needs Arb.

#include <autodiff/notation/parse.hpp>
#include <autodiff/validation/exact_derivative.hpp>
#include <autodiff/validation/identity.hpp>
