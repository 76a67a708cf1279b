#pragma once

#include <autodiff/validation/proofs/atoms.hpp>
#include <autodiff/validation/proofs/linear_relations.hpp>

#include <vector>

namespace autodiff::proofs {

/// exp and log. The exponential of a linear combination of exponents seen before is the product of powers of theirs;
/// any other is a new indeterminate. The logarithm of an atom is an exponent whose exponential is known: so exp(log u)
/// = u, x^y = exp(y log x) and exp(a log x) = x^a are all one. (After Risch's structure theorem; a relation that is
/// missed leaves two indeterminates where one would do, and can only make equal expressions look different.)
class Exponentials {
  public:
    Exponentials(Arithmetic& arithmetic, Atoms& atoms)
        : arithmetic_(arithmetic), atoms_(atoms), relations_(arithmetic.ring()) {}

    Ref exp(const Ref& a);
    /// For x > 0.
    Ref log(const Ref& a);
    Ref pi();

  private:
    struct Exponent {
        Ref exponent;
        std::size_t atom; // its exponential
    };
    Ref log_of_atom(std::size_t atom);

    Arithmetic& arithmetic_;
    Atoms& atoms_;
    LinearRelations relations_;
    std::vector<Exponent> exponents_; // as in relations_
    std::optional<std::size_t> pi_;
};

/// The combination of `values` with these coefficients is x, tested in the independent fields; counts the equality.
bool is_combination(Arithmetic& arithmetic, const Ref& x, const std::vector<Rational>& coefficients,
                    const std::vector<Ref>& values);

} // namespace autodiff::proofs
