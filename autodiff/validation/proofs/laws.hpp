#pragma once

#include <autodiff/validation/proofs/functions.hpp>

namespace autodiff::proofs {

/// An operation's value by the laws that the method is made of.
using Law = Ref (*)(Functions& f, Arguments x);

/// Null for operations that are composed of others: the rule of ops/ says how.
Law law_of(ops::Opcode operation);

} // namespace autodiff::proofs
