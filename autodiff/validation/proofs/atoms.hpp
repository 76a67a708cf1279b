#pragma once

#include <autodiff/validation/proofs/arithmetic.hpp>

#include <cstdint>
#include <map>
#include <optional>
#include <vector>

namespace autodiff::proofs {

/// What roots and logarithms are taken of: expressions that are positive wherever they count, each with a root of it
/// that makes all fractional powers asked for polynomials. Products are split into atoms before a root or a logarithm
/// is taken, so that sqrt(x y) = sqrt(x) sqrt(y) and log(x y) = log(x) + log(y) where both are known to be positive.
class Atoms {
  public:
    using Orders = std::map<std::size_t, std::int64_t>; ///< the order of each atom's root; 1 if not there

    Atoms(Arithmetic& arithmetic, Orders orders) : arithmetic_(arithmetic), orders_(std::move(orders)) {}

    struct Power {
        std::size_t atom;
        Rational exponent;
    };
    /// A product of powers of atoms, and its sign.
    struct Product {
        int sign = 1;
        std::vector<Power> powers;
    };

    /// A new indeterminate. One that is not negative, or not positive, is made as a power of another one, so that its
    /// roots are as free as itself; so are odd roots of any.
    Ref indeterminate(Signs signs, Interval range);
    /// The atom of a new indeterminate that is positive.
    std::size_t positive_indeterminate(Interval range);

    [[nodiscard]] Ref value(std::size_t atom) const { return atoms_[atom].value; }
    [[nodiscard]] std::size_t size() const { return atoms_.size(); }
    /// The atom of a positive integer constant.
    std::size_t integer(std::int64_t n);

    enum class For { positive_power, odd_root };
    /// x as a product of atoms. For a positive power (a root, a logarithm) x is positive by definition there, and
    /// factors that may have either sign stay together. Throws Outside where x has no such form.
    Product split(const Ref& x, For use);
    /// Throws RootNeeded where the exponent needs a root that is not there yet.
    Ref power(std::size_t atom, Rational exponent);
    Ref power(const Product& product, Rational exponent);

    /// Remembers what a radicand or the argument of a logarithm may turn out to be the square of.
    void note(const Ref& x);

    /// x^exponent as pow does it: for x >= 0 unless the exponent is an integer.
    Ref power(const Ref& x, Rational exponent);
    /// The cube root, also of negative numbers.
    Ref cube_root(const Ref& x);

  private:
    struct Atom {
        Ref value;
        Ref root; // root^order = value
        std::int64_t order;
    };
    /// An expression as a constant times powers of at most four atoms.
    struct Match {
        Rational constant;
        std::vector<Power> powers;
    };

    struct Square {
        Rational constant;
        Ref root;
    };

    std::size_t add(const Ref& value);
    std::optional<Square> as_square(const Ref& x);
    std::int64_t order_of(std::size_t atom) const;
    Ref root_of(const Ref& value, std::int64_t order);
    Ref square_root_of(const Ref& value);
    std::optional<Match> find(const Ref& x);
    std::optional<Match> find_product(const Ref& x);
    bool reliable(const std::vector<Power>& powers, const Rational& constant);
    void split_factor(Product& product, const Ref& base, Rational exponent, For use, std::vector<Factor>& rest);
    void take(Product& product, const Match& match, Rational exponent);
    void split_constant(Product& product, Rational constant, Rational exponent);
    void split_rest(Product& product, const std::vector<Factor>& rest);
    static void multiply(Product& product, std::size_t atom, Rational exponent);

    Arithmetic& arithmetic_;
    Orders orders_;
    std::vector<Atom> atoms_;
    std::vector<Ref> noted_;
};

} // namespace autodiff::proofs
