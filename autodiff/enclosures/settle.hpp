#pragma once

#include <autodiff/enclosures/ball.hpp>

namespace autodiff::enclosures {

/// A function's result at finite arguments: no infinity, which a real function does not take there, and "anything" in
/// one form.
Ball settled(Ball result);

} // namespace autodiff::enclosures
