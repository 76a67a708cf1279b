#pragma once

#include <autodiff/validation/proofs/exponentials.hpp>

#include <cstdint>
#include <functional>
#include <map>
#include <vector>

namespace autodiff::proofs {

/// sin and cos through exp(i x) = cos(x) + i sin(x), with the square root of -1 of the fields; and their inverses.
/// exp(i x) of a linear combination of angles seen before is the product of powers of theirs. What is known of
/// particular angles: exp(i pi / 4) is the eighth root of 1 in the fields, exp(i asin u) = sqrt(1 - u^2) + i u and
/// exp(i atan u) = (1 + i u) / sqrt(1 + u^2).
class Angles {
  public:
    using Orders = std::map<std::size_t, std::int64_t>;

    Angles(Arithmetic& arithmetic, Atoms& atoms, Exponentials& exponentials, Orders orders);

    Ref sin(const Ref& a);
    Ref cos(const Ref& a);
    Ref asin(const Ref& a);
    Ref atan(const Ref& a);

  private:
    struct Angle {
        Ref angle;
        /// exp(i q angle)
        std::function<Ref(Rational q)> turn;
    };
    Ref turn(const Ref& angle);
    Ref turn_by_pi(Rational q);
    Ref inverse_function(std::vector<std::pair<Ref, Ref>>& known, const Ref& x, Interval range,
                         std::function<Ref(Rational)> turn);
    void add(Ref angle, std::function<Ref(Rational)> turn);

    Arithmetic& arithmetic_;
    Atoms& atoms_;
    Exponentials& exponentials_;
    Orders orders_;
    LinearRelations relations_;
    std::vector<Angle> angles_;                      // as in relations_
    std::vector<std::pair<Ref, Ref>> asins_, atans_; // argument, value
    Ref i_;
};

/// An angle whose fraction is needed: begin again with the angle as a multiple of that order.
struct FractionNeeded {
    std::size_t angle;
    std::int64_t order;
};

} // namespace autodiff::proofs
