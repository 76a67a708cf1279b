/// The template behind operation.hpp, for the files that instantiate it.
#pragma once

#include <engines/operation.hpp>

#include <autodiff/variable/reductions.hpp>

namespace engines {

template <class S>
struct CallsOf {
    template <class Op>
    static S binary(std::span<const S> x, std::size_t plain) {
        using autodiff::ops::apply;
        if constexpr (autodiff::ActiveScalar<S>) {
            if (plain == 0) return S(apply<Op>(static_cast<double>(value(x[0])), x[1]));
            if (plain == 1) return S(apply<Op>(x[0], static_cast<double>(value(x[1]))));
        }
        return S(apply<Op>(x[0], x[1]));
    }

    template <class Op>
    static S ternary(std::span<const S> x, std::size_t plain) {
        using autodiff::ops::apply;
        if constexpr (autodiff::ActiveScalar<S>) {
            if (plain == 0) return S(apply<Op>(value(x[0]), x[1], x[2]));
            if (plain == 1) return S(apply<Op>(x[0], value(x[1]), x[2]));
            if (plain == 2) return S(apply<Op>(x[0], x[1], value(x[2])));
        }
        return S(apply<Op>(x[0], x[1], x[2]));
    }

    template <class Op>
    struct Call {
        static constexpr S (*value)(std::span<const S>, std::size_t) = [](std::span<const S> x,
                                                                          std::size_t plain) -> S {
            if constexpr (Op::arity == autodiff::ops::any_number)
                return autodiff::ops::apply_nary<Op, S>(x);
            else if constexpr (Op::arity == 1)
                return S(autodiff::ops::apply<Op>(x[0]));
            else if constexpr (Op::arity == 2)
                return binary<Op>(x, plain);
            else
                return ternary<Op>(x, plain);
        };
    };

  private:
    static double value(double x) { return x; }
    template <class T>
    static double value(const T& x) {
        return value(x.value());
    }
};

template <class S>
S operation(Opcode code, std::span<const S> x, std::size_t plain) {
    return autodiff::ops::catalogue_table<CallsOf<S>::template Call>[autodiff::ops::index(code)](x, plain);
}

} // namespace engines
