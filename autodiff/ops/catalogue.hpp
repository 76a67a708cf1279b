#pragma once

#include <autodiff/ops/activations.hpp>
#include <autodiff/ops/arithmetic.hpp>
#include <autodiff/ops/exponential.hpp>
#include <autodiff/ops/hyperbolic.hpp>
#include <autodiff/ops/piecewise.hpp>
#include <autodiff/ops/power.hpp>
#include <autodiff/ops/reductions.hpp>
#include <autodiff/ops/select.hpp>
#include <autodiff/ops/sigmoidal.hpp>
#include <autodiff/ops/smooth_activations.hpp>
#include <autodiff/ops/special.hpp>
#include <autodiff/ops/trigonometric.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <type_traits>
#include <utility>

namespace autodiff::ops {

template <class... Op>
struct OperationList {
    static constexpr std::size_t size = sizeof...(Op);
};

/// Every operation there is. The position is the opcode; nothing else is written down about the order.
using Catalogue = OperationList<Add, Subtract, Multiply, Divide, Negate, FusedMultiplyAdd, ChainProduct,   //
                                Exp, Exp2, Expm1, Log, Log2, Log10, Log1p,                                 //
                                Sqrt, Cbrt, Square, Pow, Hypot,                                            //
                                Sin, Cos, Tan, Asin, Acos, Atan, Atan2,                                    //
                                Sinh, Cosh, Tanh, Asinh, Acosh, Atanh,                                     //
                                Sigmoid, Softplus, LogSigmoid, Logit, LogAddExp,                           //
                                Relu, LeakyRelu, Elu, Selu, Silu, Mish, Gelu,                              //
                                Erf, Erfc, NormalCdf, Tgamma, Lgamma, Digamma, Polygamma,                  //
                                Abs, Sign, Min, Max, Fmod, Remainder, Copysign, Floor, Ceil, Trunc, Round, //
                                Select, Less, LessEqual, Greater, GreaterEqual, Equal, NotEqual,           //
                                Sum, Dot, Norm, LogSumExp>;

/// Position in the catalogue.
enum class Opcode : std::uint16_t {};

namespace catalogue {

template <class Op, class... All>
consteval std::size_t position(OperationList<All...>) {
    const bool same[] = {std::is_same_v<Op, All>...};
    for (std::size_t i = 0; i < sizeof...(All); ++i)
        if (same[i]) return i;
    return sizeof...(All);
}

template <template <class> class Row, class... All>
consteval auto table(OperationList<All...>) {
    return std::array{Row<All>::value...};
}

} // namespace catalogue

template <class Op>
inline constexpr Opcode opcode = [] {
    constexpr std::size_t position = catalogue::position<Op>(Catalogue{});
    static_assert(position < Catalogue::size, "this operation is not in the catalogue");
    return static_cast<Opcode>(position);
}();

/// An array over the catalogue of Row<Op>::value, to be indexed with index(opcode). Static: g++ 12 makes one variable
/// of two whose Rows have the same name in unnamed namespaces of different files.
template <template <class> class Row>
static constexpr auto catalogue_table = catalogue::table<Row>(Catalogue{});

constexpr std::size_t index(Opcode code) { return static_cast<std::size_t>(code); }

namespace catalogue {

template <class F, class... Op>
constexpr void for_each(OperationList<Op...>, F& f) {
    (f(Op{}), ...);
}

} // namespace catalogue

/// Calls f(Op{}) for every operation of the catalogue in order.
template <class F>
constexpr void for_each_operation(F&& f) {
    catalogue::for_each(Catalogue{}, f);
}

} // namespace autodiff::ops
