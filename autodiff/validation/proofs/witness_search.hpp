#pragma once

#include <autodiff/validation/patience.hpp>
#include <autodiff/validation/proof.hpp>
#include <autodiff/validation/proofs/problem.hpp>

#include <optional>
#include <span>

namespace autodiff::proofs {

enum class Effort { quick, thorough };

/// A point of the domain at which outputs `left` and `right` of the problem certainly differ, proved by rigorous
/// enclosures, and at which all other outputs are defined. The quick search only encloses where double precision sees
/// a difference; the thorough one looks at more points, and at some of them whatever double precision says.
std::optional<Witness> find_witness(const Problem& problem, std::size_t left, std::size_t right,
                                    std::span<const Interval> domain, std::uint64_t seed, Effort effort,
                                    validation::Patience& patience);

} // namespace autodiff::proofs
