#pragma once

#include <autodiff/validation/proofs/functions.hpp>

#include <array>
#include <span>
#include <utility>
#include <vector>

namespace autodiff {

/// The scalar on which the rules of ops/ run in proofs: a value of the current Functions. It lives in this namespace so
/// that it finds the operators and functions of all scalar families.
class RingNumber {
  public:
    RingNumber() : RingNumber(0.0) {}
    template <PlainNumber U>
    RingNumber(U value) // NOLINT(google-explicit-constructor)
        : value_(proofs::Functions::current().rule_constant(static_cast<double>(value))) {}
    explicit RingNumber(proofs::Ref value) : value_(std::move(value)) {}

    [[nodiscard]] const proofs::Ref& value() const { return value_; }

  private:
    proofs::Ref value_;
};

template <>
struct ScalarTraits<RingNumber> {
    static constexpr int depth = 1;
    static constexpr bool symbolic = true;
    using plain = double;

    template <class Op, class... A>
    static RingNumber apply(const A&... arguments) {
        const std::array values{RingNumber(arguments).value()...};
        return RingNumber(proofs::Functions::current().apply(ops::opcode<Op>, values));
    }
    template <class Op>
    static RingNumber apply_nary(std::span<const RingNumber> arguments) {
        std::vector<proofs::Ref> values;
        for (const RingNumber& x : arguments) values.push_back(x.value());
        return RingNumber(proofs::Functions::current().apply(ops::opcode<Op>, values));
    }
};

} // namespace autodiff
