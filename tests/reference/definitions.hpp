// Definitions that several groups of operations share.
#pragma once

#include <reference/jet.hpp>

namespace reference {

/// Each form is free of cancellation on its side, in the derivatives too.
Jet sigmoid(const Jet& x);
Jet softplus(const Jet& x);
Jet tanh(const Jet& x);
Jet atanh(const Jet& x);
/// The distribution function of the standard normal law.
Jet normal_cdf(const Jet& x);

} // namespace reference
