#pragma once

// What an operation is. Each operation of the catalogue is one struct that derives from Unary, Binary, Ternary or Nary
// and says everything the library knows about it:
//
//   notation                     how it is written in text and in LaTeX
//   contract                     domain, behaviour at the edges, accuracy
//   value(x, ...)                its value
//   partial(x, r)                Unary:   the derivative at x; r is the value there
//   partial_x(x, y, r), ...      Binary, Ternary: one partial an argument (x, y, z)
//   partial(xs, i, r)            Nary:    the partial with respect to xs[i]; where all of them share work, also
//   partials(xs, r)              Nary:    a function of i that knows it done (see ops::partials)
//
// all generic over the scalar: double, float, long double, duals, active scalars, graph symbols, and any other type
// that has arithmetic, comparisons and the functions of math.hpp. A partial that is exactly +1, -1 or 0 says so in its
// type.

#include <array>
#include <cstddef>
#include <span>
#include <string_view>

namespace autodiff::ops {

/// A partial that is +1 everywhere: no multiplication is needed.
struct One {};
/// A partial that is -1 everywhere.
struct MinusOne {};
/// A partial that is 0 everywhere: nothing flows back through this argument.
struct Zero {};

enum class Form { call, infix, prefix };

/// How an operation is written. In `latex`, #1, #2, #3 stand for the arguments; #0 for all of them, comma separated.
struct Notation {
    std::string_view name; ///< of the operation, unique in the catalogue: files store it, text calls it
    Form form;
    std::string_view symbol; ///< of an infix or prefix operator
    int precedence;          ///< of its text form; a call binds tightest
    std::string_view latex;
};

inline constexpr int call_precedence = 100;

/// name(x, ...); LaTeX \operatorname{name}(x, ...) unless given.
constexpr Notation call(std::string_view name, std::string_view latex = {}) {
    return {name, Form::call, {}, call_precedence, latex};
}
/// x symbol y
constexpr Notation infix(std::string_view name, std::string_view symbol, int precedence, std::string_view latex) {
    return {name, Form::infix, symbol, precedence, latex};
}
/// symbol x
constexpr Notation prefix(std::string_view name, std::string_view symbol, int precedence, std::string_view latex) {
    return {name, Form::prefix, symbol, precedence, latex};
}

/// What users may rely on. Accuracy is the largest error in units of the last place of double that tests against
/// rigorous enclosures allow, over the whole domain.
struct Contract {
    std::string_view domain = "everywhere";
    std::string_view edges = ""; ///< values and partials at kinks, ends and singular points, in words
    double value_ulp = 2;
    double partial_ulp = 4;
    std::string_view accuracy = ""; ///< why a bound is wider than 2 and 4, and where
};

/// Properties that most operations do not have; an operation that does redeclares the constant as true.
struct Operation {
    /// What the documentation calls the arguments; those of an n-ary operation are the elements of lists of these
    /// names.
    static constexpr std::array<std::string_view, 3> arguments{"x", "y", "z"};
    /// A partial may be infinite at finite arguments (sqrt at 0, exp at 1000): in the chain rule 0 times it is 0.
    static constexpr bool steep = false;
    /// A partial may be zero because of a branch: what lies behind it is not looked at, NaN or not.
    static constexpr bool branches = false;
    /// 1 or 0, also as a bool; inside a recording, its use as a bool leaves a guard.
    static constexpr bool compares = false;
    /// The arguments may be exchanged.
    static constexpr bool commutes = false;
    /// A partial costs much more than a test whether its argument is passive.
    static constexpr bool costly = false;
};

inline constexpr int any_number = -1;

struct Unary : Operation {
    static constexpr int arity = 1;
};
struct Binary : Operation {
    static constexpr int arity = 2;
};
struct Ternary : Operation {
    static constexpr int arity = 3;
};
struct Nary : Operation {
    static constexpr int arity = any_number;
};

/// The partial with respect to argument K (from 0) of a unary, binary or ternary operation, for loops over arguments.
template <class Op, int K, class T, class... Arguments>
constexpr auto partial(const T& result, const Arguments&... arguments) {
    if constexpr (Op::arity == 1)
        return Op::partial(arguments..., result);
    else if constexpr (K == 0)
        return Op::partial_x(arguments..., result);
    else if constexpr (K == 1)
        return Op::partial_y(arguments..., result);
    else
        return Op::partial_z(arguments..., result);
}

/// The value of Op at x, which holds all of its arguments.
template <class Op, class T>
constexpr T value_at(std::span<const T> x) {
    if constexpr (Op::arity == any_number)
        return Op::value(x);
    else if constexpr (Op::arity == 1)
        return Op::value(x[0]);
    else if constexpr (Op::arity == 2)
        return Op::value(x[0], x[1]);
    else
        return Op::value(x[0], x[1], x[2]);
}

/// use(the partial with respect to argument k), where k is known only at run time; `use` gives the same type for a
/// number and for One, MinusOne and Zero. r is the value at x.
template <class Op, class T, class Use>
constexpr auto with_partial(std::span<const T> x, std::size_t k, const T& r, Use use) {
    if constexpr (Op::arity == any_number)
        return use(Op::partial(x, k, r));
    else if constexpr (Op::arity == 1)
        return use(Op::partial(x[0], r));
    else if constexpr (Op::arity == 2)
        return k == 0 ? use(Op::partial_x(x[0], x[1], r)) : use(Op::partial_y(x[0], x[1], r));
    else
        return k == 0   ? use(Op::partial_x(x[0], x[1], x[2], r))
               : k == 1 ? use(Op::partial_y(x[0], x[1], x[2], r))
                        : use(Op::partial_z(x[0], x[1], x[2], r));
}

} // namespace autodiff::ops
