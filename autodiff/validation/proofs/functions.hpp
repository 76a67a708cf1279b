#pragma once

#include <autodiff/ops/catalogue.hpp>
#include <autodiff/validation/proofs/angles.hpp>

#include <span>
#include <string_view>
#include <vector>

namespace autodiff::proofs {

/// How often an attempt has to begin again: with roots and fractions of angles that turned out to be needed.
struct Orders {
    Atoms::Orders roots;
    Angles::Orders fractions;
};

using Arguments = std::span<const Ref>;

/// Every operation of the catalogue on values: those that everything else is made of by their laws, others by the rules
/// of ops/, run on RingNumber.
class Functions {
  public:
    Functions(std::size_t points_in_first_field, std::uint64_t seed, const Orders& orders,
              validation::Patience& patience);
    ~Functions();
    Functions(const Functions&) = delete;
    Functions& operator=(const Functions&) = delete;

    /// The innermost one alive on this thread: what numbers made inside the rules belong to.
    static Functions& current();

    Arithmetic& arithmetic() { return arithmetic_; }
    Atoms& atoms() { return atoms_; }
    Exponentials& exponentials() { return exponentials_; }
    Angles& angles() { return angles_; }

    Ref apply(ops::Opcode operation, Arguments x);
    /// What a constant inside a rule stands for: the nearest double of log(2) is log(2).
    Ref rule_constant(double x);

    Ref power(const Ref& x, const Ref& y);
    Ref erf(const Ref& x);
    Ref lgamma(const Ref& x);
    Ref digamma(const Ref& x);
    Ref atan2(const Ref& y, const Ref& x);
    /// Nothing is known of it but that it is a function: equal for equal arguments.
    Ref opaque(ops::Opcode operation, Arguments x);

  private:
    struct Opaque {
        ops::Opcode operation;
        std::vector<Ref> arguments;
        Ref value;
    };
    Ref composite(ops::Opcode operation, Arguments x);
    Ref either_way(ops::Opcode operation, Arguments x, const SignNeeded& needed);
    /// f(x) from f(x - n) for a small integer n that leads to an argument seen before; step(t) = f(t + 1) - f(t).
    template <class Step>
    Ref through_recurrence(ops::Opcode operation, const Ref& x, Step step);

    Arithmetic arithmetic_;
    Atoms atoms_;
    Exponentials exponentials_;
    Angles angles_;
    std::vector<Opaque> opaque_;
    Functions* outer_;
};

/// In words, how proofs treat an operation.
std::string_view treatment(ops::Opcode operation);

} // namespace autodiff::proofs
