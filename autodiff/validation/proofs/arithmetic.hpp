#pragma once

#include <autodiff/validation/patience.hpp>
#include <autodiff/validation/proofs/value.hpp>

#include <cstdint>
#include <random>
#include <string>
#include <vector>

namespace autodiff::proofs {

/// Facts that exclude each other: there is no such point.
struct Contradiction {};

/// A relation between two expressions that a proof takes for granted.
struct Assumption {
    Ref left;
    std::string relation; ///< "!=", ">", "<", ">=", "<="
    Ref right;
};

/// Values and what follows from them by arithmetic: elements of the ring, bounds of their size, signs, ranges. Counts
/// every equality that it finds, each of which is wrong with a tiny probability.
class Arithmetic {
  public:
    /// Asks `patience` as it computes.
    Arithmetic(std::size_t points_in_first_field, std::uint64_t seed, validation::Patience& patience);

    [[nodiscard]] Ring& ring() { return ring_; }

    Ref number(Rational x);
    Ref number(std::int64_t x) { return number(Rational{x, 1}); }
    /// Exactly this double; infinities and NaN stand for themselves.
    Ref dyadic(double x);
    Ref decimal(const std::string& numerator, const std::string& denominator, double nearest);
    Ref indeterminate(Signs signs, Interval range);
    Ref undefined(std::string why);
    Ref complex(Element element, Size size);
    /// What turns out to be a real number, in the given range.
    static Ref as_real(const Ref& x, Interval range);
    /// A real number of a given element: with the signs that facts add.
    Ref make(Element element, Size size, Signs signs, Interval range);
    /// The same with another sign and range, and as a product.
    Ref sharpened(const Ref& x, Signs signs, Interval range);
    static Ref as_product(const Ref& x, std::vector<Factor> factors);

    Ref add(const Ref& a, const Ref& b);
    Ref subtract(const Ref& x, const Ref& y) { return add(x, negate(y)); }
    Ref negate(const Ref& a);
    Ref multiply(const Ref& a, const Ref& b);
    Ref divide(const Ref& x, const Ref& y) { return multiply(x, power(y, -1)); }
    Ref power(const Ref& a, std::int64_t exponent);

    /// Whether it is a number: not undefined, not infinite, and settled.
    static bool is_ordinary(const Ref& x) { return !x->element.coefficients.empty(); }
    /// Whether two expressions are equal as rational functions of the indeterminates.
    bool equal(const Ref& x, const Ref& y);
    bool is_zero(const Ref& x);
    /// The small rational number that x is.
    std::optional<Rational> constant(const Ref& x);
    /// The constant c with x = c y.
    std::optional<Rational> ratio(const Ref& x, const Ref& y);

    /// The signs of x, by how it was made and by the facts.
    [[nodiscard]] Signs signs(const Ref& x);
    /// 1 or 0 as soon as somebody needs to know which.
    Ref compare(const Ref& a, const Ref& b, Signs holds);
    /// Throws SignNeeded where it cannot tell; what is not zero everywhere is taken to be different from zero.
    bool decide(const Comparison& comparison);
    /// |a|, whose sign is looked at when somebody needs it.
    Ref absolute(const Ref& a);
    /// x itself, or the number that a comparison or an absolute value is.
    Ref settled(const Ref& x);
    /// Decides comparisons for as long as it lives, and nothing else: what is known of values stays true without it.
    class Supposition {
      public:
        Supposition(Arithmetic& arithmetic, const Ref& x, Signs signs) : arithmetic_(arithmetic) {
            arithmetic.suppositions_.push_back({x, signs});
        }
        ~Supposition() { arithmetic_.suppositions_.pop_back(); }
        Supposition(const Supposition&) = delete;
        Supposition& operator=(const Supposition&) = delete;

      private:
        Arithmetic& arithmetic_;
    };
    [[nodiscard]] std::size_t suppositions() const { return suppositions_.size(); }
    /// A fact for good.
    void assume(const Ref& x, Signs signs) { facts_.push_back({x, signs}); }

    /// log2 of a bound for the probability that any of the equalities found so far is none.
    [[nodiscard]] double log2_error() const { return log2_error_; }
    /// An element algebraic over the indeterminates was chosen in the fields themselves, one of `conjugates`.
    void choose_conjugate(int conjugates) { conjugates_ *= conjugates; }
    /// An equality of this size was found by the tests in the independent fields.
    void count_equality(const Size& size);

    [[nodiscard]] const std::vector<Assumption>& assumptions() const { return assumptions_; }

  private:
    struct KnownSigns {
        Ref of;
        Signs signs;
    };
    Signs restricted(const Ref& x, Signs signs, const std::vector<KnownSigns>& by);

    validation::Patience& patience_;
    std::mt19937_64 random_;
    Ring ring_;
    std::vector<KnownSigns> facts_, suppositions_;
    std::vector<Assumption> assumptions_;
    double conjugates_ = 4; // of the eighth root of 1 and with it of the imaginary unit and sqrt(2)
    double log2_error_ = -1000;
};

} // namespace autodiff::proofs
