#pragma once

#include <autodiff/validation/interval.hpp>
#include <autodiff/validation/patience.hpp>
#include <autodiff/validation/proofs/problem.hpp>
#include <autodiff/validation/proofs/signs.hpp>

#include <optional>
#include <span>

namespace autodiff::proofs {

/// The signs that a node, less another one, can have where the variables are in their domain: by interval arithmetic on
/// pieces of the domain, on the value and, for one variable, also on the slope, which tells where the value is 0 at an
/// end of the domain. Any, where this cannot tell, and for domains without ends.
[[nodiscard]] Signs signs_on_domain(const Problem& problem, NodeId node, std::optional<NodeId> minus,
                                    std::span<const Interval> domain, validation::Patience& patience);

} // namespace autodiff::proofs
