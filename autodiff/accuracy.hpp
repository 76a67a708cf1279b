#pragma once

/// How accurate is this formula in floating point, and what would be better? Link autodiff::validation, which needs
/// Arb; the other doors do not.

#include <autodiff/enclosures/enclose.hpp>
#include <autodiff/validation/accuracy.hpp>
#include <autodiff/validation/formula_accuracy.hpp>
#include <autodiff/validation/identity.hpp>
#include <autodiff/validation/suggest.hpp>
