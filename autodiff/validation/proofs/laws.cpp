#include <autodiff/validation/proofs/laws.hpp>

#include <array>
#include <cmath>
#include <limits>

namespace autodiff::proofs {

namespace {

struct Row {
    Law law = nullptr;
    std::string_view how = "by its rule, composed of other operations; branches are decided or tried both";
};

constexpr Interval line{-std::numeric_limits<double>::infinity(), std::numeric_limits<double>::infinity()};
constexpr std::string_view arithmetic_law = "exact arithmetic";
constexpr std::string_view exponential_law = "through exp: exp(x + y) = exp(x) exp(y)";
constexpr std::string_view logarithm_law = "through log: exp(log(x)) = x, products split where factors are positive";
constexpr std::string_view root_law = "r^n = x; products split where factors are positive";
constexpr std::string_view angle_law = "through exp(i x), with i^2 = -1 and exp(i pi) = -1";
constexpr std::string_view comparison_law = "by what is known of signs, else the domain is split there";
constexpr std::string_view opaque_law = "only as a function: equal for equal arguments";

Ref log_plus(Functions& f, const Ref& x, const Ref& radicand) {
    Arithmetic& a = f.arithmetic();
    const Ref root = f.atoms().power(a.sharpened(radicand, Signs::not_negative, line), {1, 2});
    const Ref sum = a.add(x, root);
    return f.exponentials().log(sum->undefined.empty() ? a.sharpened(sum, Signs::positive, line) : sum);
}

Ref atanh(Functions& f, const Ref& x) {
    Arithmetic& a = f.arithmetic();
    const Ref one = a.number(1);
    const Ref above = a.sharpened(a.add(one, x), Signs::positive, line);
    const Ref below = a.sharpened(a.subtract(one, x), Signs::positive, line);
    return a.divide(a.subtract(f.exponentials().log(above), f.exponentials().log(below)), a.number(2));
}

/// (exp(x) + sign exp(-x)) / 2
Ref hyperbolic(Functions& f, const Ref& x, std::int64_t sign) {
    Arithmetic& a = f.arithmetic();
    const Ref e = f.exponentials().exp(x);
    const Ref other = a.power(e, -1);
    const Ref even = a.divide(a.add(e, other), a.number(2)), odd = a.divide(a.subtract(e, other), a.number(2));
    f.atoms().note(even);
    return sign > 0 ? even : a.sharpened(odd, a.signs(x), line);
}

Ref sum_of_squares_root(Functions& f, const Ref& x, const Ref& y) {
    Arithmetic& a = f.arithmetic();
    return f.atoms().power(a.add(a.power(x, 2), a.power(y, 2)), {1, 2});
}

Ref gamma(Functions& f, Arguments x) {
    if (!f.arithmetic().signs(x[0]).subset_of(Signs::positive)) return f.opaque(ops::opcode<ops::Tgamma>, x);
    return f.exponentials().exp(f.lgamma(x[0]));
}

Ref polygamma(Functions& f, Arguments x) {
    const auto order = f.arithmetic().constant(x[0]);
    return order && order->n == 0 ? f.digamma(x[1]) : f.opaque(ops::opcode<ops::Polygamma>, x);
}

Ref select(Functions& f, Arguments x) {
    Arithmetic& a = f.arithmetic();
    Ref condition = a.settled(x[0]);
    if (!condition->undefined.empty()) return condition;
    const Ref holds = a.settled(a.compare(condition, a.number(0), Signs::not_zero));
    return a.is_zero(holds) ? x[2] : x[1];
}

Ref chain_product(Functions& f, Arguments x) {
    Arithmetic& a = f.arithmetic();
    for (const std::size_t k : {std::size_t{0}, std::size_t{1}}) {
        const Ref factor = a.settled(x[k]);
        if (factor->undefined.empty() && factor->infinite == 0 && a.is_zero(factor)) return a.number(0);
    }
    return a.multiply(x[0], x[1]);
}

Ref copysign(Functions& f, Arguments x) {
    Arithmetic& a = f.arithmetic();
    const Ref size = f.arithmetic().absolute(x[0]);
    const Ref negative = a.settled(a.compare(x[1], a.number(0), Signs::negative));
    return a.is_zero(negative) ? size : a.negate(size);
}

template <class Op>
Ref opaque(Functions& f, Arguments x) {
    return f.opaque(ops::opcode<Op>, x);
}

using Table = std::array<Row, ops::Catalogue::size>;

template <class Op>
Row& row(Table& table) {
    return table[ops::index(ops::opcode<Op>)];
}

void add_arithmetic(Table& t) {
    row<ops::Add>(t) = {[](Functions& f, Arguments x) { return f.arithmetic().add(x[0], x[1]); }, arithmetic_law};
    row<ops::Subtract>(t) = {[](Functions& f, Arguments x) { return f.arithmetic().subtract(x[0], x[1]); },
                             arithmetic_law};
    row<ops::Multiply>(t) = {[](Functions& f, Arguments x) { return f.arithmetic().multiply(x[0], x[1]); },
                             arithmetic_law};
    row<ops::Divide>(t) = {[](Functions& f, Arguments x) { return f.arithmetic().divide(x[0], x[1]); }, arithmetic_law};
    row<ops::Negate>(t) = {[](Functions& f, Arguments x) { return f.arithmetic().negate(x[0]); }, arithmetic_law};
    row<ops::FusedMultiplyAdd>(t) = {
        [](Functions& f, Arguments x) { return f.arithmetic().add(f.arithmetic().multiply(x[0], x[1]), x[2]); },
        arithmetic_law};
    row<ops::ChainProduct>(t) = {chain_product, arithmetic_law};
    row<ops::Square>(t) = {[](Functions& f, Arguments x) { return f.arithmetic().power(x[0], 2); }, arithmetic_law};
}

void add_exponentials(Table& t) {
    row<ops::Exp>(t) = {[](Functions& f, Arguments x) { return f.exponentials().exp(x[0]); }, exponential_law};
    row<ops::Exp2>(t) = {[](Functions& f, Arguments x) { return f.power(f.arithmetic().number(2), x[0]); },
                         exponential_law};
    row<ops::Expm1>(t) = {[](Functions& f, Arguments x) {
                              return f.arithmetic().subtract(f.exponentials().exp(x[0]), f.arithmetic().number(1));
                          },
                          exponential_law};
    row<ops::Sinh>(t) = {[](Functions& f, Arguments x) { return hyperbolic(f, x[0], -1); }, exponential_law};
    row<ops::Cosh>(t) = {[](Functions& f, Arguments x) { return hyperbolic(f, x[0], 1); }, exponential_law};
    row<ops::Tanh>(t) = {[](Functions& f, Arguments x) {
                             return f.arithmetic().divide(hyperbolic(f, x[0], -1), hyperbolic(f, x[0], 1));
                         },
                         exponential_law};
}

void add_logarithms(Table& t) {
    row<ops::Log>(t) = {[](Functions& f, Arguments x) { return f.exponentials().log(x[0]); }, logarithm_law};
    row<ops::Log2>(t) = {[](Functions& f, Arguments x) {
                             return f.arithmetic().divide(f.exponentials().log(x[0]),
                                                          f.exponentials().log(f.arithmetic().number(2)));
                         },
                         logarithm_law};
    row<ops::Log10>(t) = {[](Functions& f, Arguments x) {
                              return f.arithmetic().divide(f.exponentials().log(x[0]),
                                                           f.exponentials().log(f.arithmetic().number(10)));
                          },
                          logarithm_law};
    row<ops::Log1p>(t) = {[](Functions& f, Arguments x) {
                              return f.exponentials().log(f.arithmetic().add(f.arithmetic().number(1), x[0]));
                          },
                          logarithm_law};
    row<ops::Asinh>(t) = {[](Functions& f, Arguments x) {
                              Arithmetic& a = f.arithmetic();
                              return log_plus(f, x[0], a.add(a.power(x[0], 2), a.number(1)));
                          },
                          "log(x + sqrt(x^2 + 1))"};
    row<ops::Acosh>(t) = {[](Functions& f, Arguments x) {
                              Arithmetic& a = f.arithmetic();
                              return log_plus(f, x[0], a.subtract(a.power(x[0], 2), a.number(1)));
                          },
                          "log(x + sqrt(x^2 - 1))"};
    row<ops::Atanh>(t) = {[](Functions& f, Arguments x) { return atanh(f, x[0]); }, "(log(1 + x) - log(1 - x)) / 2"};
}

void add_powers(Table& t) {
    row<ops::Sqrt>(t) = {[](Functions& f, Arguments x) {
                             return f.power(x[0], f.arithmetic().number({1, 2}));
                         },
                         root_law};
    row<ops::Cbrt>(t) = {[](Functions& f, Arguments x) { return f.atoms().cube_root(x[0]); }, root_law};
    row<ops::Pow>(t) = {[](Functions& f, Arguments x) { return f.power(x[0], x[1]); },
                        "a root for rational exponents, else exp(y log(x)) for x > 0"};
    row<ops::Hypot>(t) = {[](Functions& f, Arguments x) { return sum_of_squares_root(f, x[0], x[1]); }, root_law};
}

void add_angles(Table& t) {
    row<ops::Sin>(t) = {[](Functions& f, Arguments x) { return f.angles().sin(x[0]); }, angle_law};
    row<ops::Cos>(t) = {[](Functions& f, Arguments x) { return f.angles().cos(x[0]); }, angle_law};
    row<ops::Tan>(t) = {
        [](Functions& f, Arguments x) { return f.arithmetic().divide(f.angles().sin(x[0]), f.angles().cos(x[0])); },
        angle_law};
    row<ops::Asin>(t) = {[](Functions& f, Arguments x) { return f.angles().asin(x[0]); },
                         "odd; sin(asin(x)) = x, cos(asin(x)) = sqrt(1 - x^2)"};
    row<ops::Acos>(t) = {[](Functions& f, Arguments x) {
                             Arithmetic& a = f.arithmetic();
                             const Ref quarter = a.divide(f.exponentials().pi(), a.number(2));
                             return a.subtract(quarter, f.angles().asin(x[0]));
                         },
                         "pi/2 - asin(x)"};
    row<ops::Atan>(t) = {[](Functions& f, Arguments x) { return f.angles().atan(x[0]); }, "odd; tan(atan(x)) = x"};
    row<ops::Atan2>(t) = {[](Functions& f, Arguments x) { return f.atan2(x[0], x[1]); },
                          "through atan, by the signs of the coordinates"};
}

void add_special(Table& t) {
    row<ops::Erf>(t) = {[](Functions& f, Arguments x) { return f.erf(x[0]); }, "as an odd function; derivative exact"};
    row<ops::Erfc>(t) = {
        [](Functions& f, Arguments x) { return f.arithmetic().subtract(f.arithmetic().number(1), f.erf(x[0])); },
        "1 - erf(x)"};
    row<ops::Lgamma>(t) = {[](Functions& f, Arguments x) { return f.lgamma(x[0]); },
                           "as a function with lgamma(x + 1) = lgamma(x) + log(x) for x > 0"};
    row<ops::Tgamma>(t) = {gamma, "exp(lgamma(x)) for x > 0, else only as a function"};
    row<ops::Digamma>(t) = {[](Functions& f, Arguments x) { return f.digamma(x[0]); },
                            "as a function with digamma(x + 1) = digamma(x) + 1/x"};
    row<ops::Polygamma>(t) = {polygamma, opaque_law};
}

void add_piecewise(Table& t) {
    row<ops::Abs>(t) = {[](Functions& f, Arguments x) { return f.arithmetic().absolute(x[0]); }, comparison_law};
    row<ops::Copysign>(t) = {copysign, comparison_law};
    row<ops::Select>(t) = {select, comparison_law};
    row<ops::Fmod>(t) = {opaque<ops::Fmod>, opaque_law};
    row<ops::Remainder>(t) = {opaque<ops::Remainder>, opaque_law};
    row<ops::Floor>(t) = {opaque<ops::Floor>, opaque_law};
    row<ops::Ceil>(t) = {opaque<ops::Ceil>, opaque_law};
    row<ops::Trunc>(t) = {opaque<ops::Trunc>, opaque_law};
    row<ops::Round>(t) = {opaque<ops::Round>, opaque_law};
}

template <class Op, int bits> // 1: less, 2: equal, 4: greater
void add_comparison(Table& t) {
    row<Op>(t) = {[](Functions& f, Arguments x) {
                      constexpr std::array cases{Signs::any,          Signs::negative, Signs::zero,
                                                 Signs::not_positive, Signs::positive, Signs::not_zero,
                                                 Signs::not_negative};
                      return f.arithmetic().compare(x[0], x[1], cases[bits]);
                  },
                  comparison_law};
}

const Table& table() {
    static const Table laws = [] {
        Table t;
        add_arithmetic(t);
        add_exponentials(t);
        add_logarithms(t);
        add_powers(t);
        add_angles(t);
        add_special(t);
        add_piecewise(t);
        add_comparison<ops::Less, 1>(t);
        add_comparison<ops::LessEqual, 3>(t);
        add_comparison<ops::Greater, 4>(t);
        add_comparison<ops::GreaterEqual, 6>(t);
        add_comparison<ops::Equal, 2>(t);
        add_comparison<ops::NotEqual, 5>(t);
        return t;
    }();
    return laws;
}

} // namespace

Law law_of(ops::Opcode operation) { return table()[ops::index(operation)].law; }

std::string_view treatment(ops::Opcode operation) { return table()[ops::index(operation)].how; }

} // namespace autodiff::proofs
