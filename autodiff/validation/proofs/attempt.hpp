#pragma once

#include <autodiff/validation/proofs/facts.hpp>
#include <autodiff/validation/proofs/functions.hpp>
#include <autodiff/validation/proofs/problem.hpp>

#include <cstdint>
#include <set>
#include <span>
#include <string>
#include <vector>

namespace autodiff::proofs {

/// One evaluation of a problem in the ring, under given facts and with given roots. Its members throw SignNeeded,
/// RootNeeded, FractionNeeded, Contradiction and Outside.
class Attempt {
  public:
    Attempt(const Problem& problem, std::span<const Interval> domain, std::span<const Fact> facts, const Orders& orders,
            std::uint64_t seed, validation::Patience& patience);

    enum class Result { equal, different, undefined };
    Result compare(NodeId left, NodeId right);

    [[nodiscard]] double log2_error() const { return functions_.arithmetic().log2_error(); }
    /// As texts; those that the domain implies are left out.
    [[nodiscard]] std::set<std::string> assumptions() const;
    /// Where the evaluation stands, for an obstacle.
    [[nodiscard]] NodeId place() const { return place_; }
    /// Why a side is undefined.
    [[nodiscard]] const std::string& reason() const { return reason_; }

  private:
    bool equal_by_squares(const Ref& x, const Ref& y);
    Signs decided_signs(const Ref& x);
    Ref value(NodeId node);
    Ref evaluate(NodeId id);
    Ref input(std::size_t number);
    Ref with_facts(NodeId node, Ref value);
    void use_fact(const Fact& fact);
    bool applies(const Fact& fact);
    void note_divisor(NodeId divisor, const Ref& value);
    [[nodiscard]] std::string text(const Ref& x) const;

    const Problem& problem_;
    std::span<const Interval> domain_;
    std::span<const Fact> facts_;
    mutable Functions functions_;
    std::vector<Ref> values_;
    std::set<std::string> noted_;
    NodeId place_{};
    std::string reason_;
};

} // namespace autodiff::proofs
