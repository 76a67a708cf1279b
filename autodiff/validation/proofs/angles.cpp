#include <autodiff/validation/proofs/angles.hpp>

#include <cmath>
#include <limits>
#include <numeric>
#include <utility>

namespace autodiff::proofs {

namespace {

constexpr Interval line{-std::numeric_limits<double>::infinity(), std::numeric_limits<double>::infinity()};
constexpr double half_pi = 1.5707963267948968;       // rounded up
constexpr double half_pi_below = 1.5707963267948966; // rounded down
constexpr double pi_below = 2 * half_pi_below;

Rational integer_or_outside(Rational q, const char* what) {
    if (q.d != 1) throw Outside{what};
    return q;
}

} // namespace

Angles::Angles(Arithmetic& arithmetic, Atoms& atoms, Exponentials& exponentials, Orders orders)
    : arithmetic_(arithmetic), atoms_(atoms), exponentials_(exponentials), orders_(std::move(orders)),
      relations_(arithmetic.ring()), i_(arithmetic.complex(arithmetic.ring().imaginary_unit(), {0, 1})) {}

void Angles::add(Ref angle, std::function<Ref(Rational)> turn) {
    relations_.add(angle->element);
    angles_.push_back({std::move(angle), std::move(turn)});
}

/// exp(i q pi) for multiples of pi/12: with w = exp(i pi / 3) and z = exp(i pi / 4), exp(i pi / 12) = w / z.
Ref Angles::turn_by_pi(Rational q) {
    if (12 % q.d != 0) throw Outside{"sin or cos of a fraction of pi other than multiples of pi/12"};
    Arithmetic& a = arithmetic_;
    const Ref z = a.complex(a.ring().eighth_root(), {0, 1});
    if (4 % q.d == 0) return a.power(z, ((q.n % (2 * q.d)) * (4 / q.d)) % 8);
    const std::int64_t n = (q.n % (2 * q.d)) * (12 / q.d);
    const Ref root_three = atoms_.power(a.number(3), {1, 2});
    const Ref w = a.divide(a.add(a.number(1), a.multiply(i_, root_three)), a.number(2));
    return a.multiply(a.power(w, n % 6), a.power(z, -n % 8));
}

Ref Angles::turn(const Ref& angle) {
    if (angles_.empty()) add(exponentials_.pi(), [this](Rational q) { return turn_by_pi(q); });
    std::vector<Ref> values;
    for (const Angle& known : angles_) values.push_back(known.angle);
    if (const auto found = relations_.solve(angle->element);
        found && is_combination(arithmetic_, angle, *found, values)) {
        Ref product = arithmetic_.number(1);
        for (std::size_t i = 0; i < found->size(); ++i)
            if ((*found)[i].n != 0) product = arithmetic_.multiply(product, angles_[i].turn((*found)[i]));
        return product;
    }
    const std::size_t number = angles_.size();
    const auto order = orders_.contains(number) ? orders_.at(number) : 1;
    const Ref real_root = arithmetic_.indeterminate({}, line);
    const Ref root = arithmetic_.complex(real_root->element, real_root->size);
    add(angle, [this, number, order, root](Rational q) {
        const auto of_root = proofs::multiply(q, {order, 1});
        if (!of_root) throw Outside{"very large multiples of an angle"};
        if (of_root->d != 1) throw FractionNeeded{number, std::lcm(order, q.d)};
        return arithmetic_.power(root, of_root->n);
    });
    return angles_.back().turn({1, 1});
}

Ref Angles::sin(const Ref& a) {
    Ref x = arithmetic_.settled(a);
    if (!x->undefined.empty() || x->infinite != 0) return arithmetic_.undefined("sin of no number");
    const Ref e = turn(x);
    const Ref twice = arithmetic_.divide(arithmetic_.subtract(e, arithmetic_.power(e, -1)), i_);
    const bool above = x->range.low >= 0 && x->range.high <= pi_below;
    const bool below = x->range.high <= 0 && x->range.low >= -pi_below;
    return Arithmetic::as_real(arithmetic_.divide(twice, arithmetic_.number(2)),
                               {above ? 0.0 : -1.0, below ? 0.0 : 1.0});
}

Ref Angles::cos(const Ref& a) {
    Ref x = arithmetic_.settled(a);
    if (!x->undefined.empty() || x->infinite != 0) return arithmetic_.undefined("cos of no number");
    const Ref e = turn(x);
    const Ref twice = arithmetic_.add(e, arithmetic_.power(e, -1));
    const bool above = x->range.low >= -half_pi_below && x->range.high <= half_pi_below;
    return Arithmetic::as_real(arithmetic_.divide(twice, arithmetic_.number(2)), {above ? 0.0 : -1.0, 1});
}

/// An odd function, an indeterminate for each new argument.
Ref Angles::inverse_function(std::vector<std::pair<Ref, Ref>>& known, const Ref& x, Interval range,
                             std::function<Ref(Rational)> turn) {
    for (const auto& [argument, value] : known) {
        if (arithmetic_.equal(argument, x)) return value;
        if (arithmetic_.equal(arithmetic_.negate(argument), x)) return arithmetic_.negate(value);
    }
    if (angles_.empty()) add(exponentials_.pi(), [this](Rational q) { return turn_by_pi(q); });
    Ref value = arithmetic_.indeterminate(arithmetic_.signs(x), range);
    known.emplace_back(x, value);
    add(value, std::move(turn));
    return value;
}

Ref Angles::asin(const Ref& a) {
    Ref x = arithmetic_.settled(a);
    if (!x->undefined.empty() || x->infinite != 0) return arithmetic_.undefined("asin of no number");
    if (const auto c = arithmetic_.constant(x)) {
        if (c->n == 0) return arithmetic_.number(0);
        const std::int64_t sign = c->n > 0 ? 1 : -1;
        if (c->d == 1 && c->n != sign) return arithmetic_.undefined("asin of a number above 1");
        if (c->n == sign && c->d <= 2)
            return arithmetic_.multiply(arithmetic_.number({sign, c->d == 1 ? 2 : 6}), exponentials_.pi());
    }
    return inverse_function(asins_, x, {-half_pi, half_pi}, [this, x](Rational q) {
        Arithmetic& r = arithmetic_;
        const auto n = integer_or_outside(q, "sin or cos of a fraction of asin or acos").n;
        const Ref rest = r.sharpened(r.subtract(r.number(1), r.power(x, 2)), Signs::not_negative, line);
        return r.power(r.add(atoms_.power(rest, {1, 2}), r.multiply(i_, x)), n);
    });
}

Ref Angles::atan(const Ref& a) {
    Ref x = arithmetic_.settled(a);
    if (!x->undefined.empty() || x->infinite != 0) return arithmetic_.undefined("atan of no number");
    if (const auto c = arithmetic_.constant(x); c && c->d == 1 && (c->n == 0 || c->n == 1 || c->n == -1))
        return arithmetic_.multiply(arithmetic_.number({c->n, 4}), exponentials_.pi());
    return inverse_function(atans_, x, {-half_pi, half_pi}, [this, x](Rational q) {
        Arithmetic& r = arithmetic_;
        const auto n = integer_or_outside(q, "sin or cos of a fraction of atan").n;
        const Ref turned = r.power(r.add(r.number(1), r.multiply(i_, x)), n);
        const Ref square = r.add(r.number(1), r.power(x, 2)); // of the length of 1 + i x
        return r.divide(turned, atoms_.power(square, {n, 2}));
    });
}

} // namespace autodiff::proofs
