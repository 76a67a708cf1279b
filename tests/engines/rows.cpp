#include <engines/operation.hpp>

#include <autodiff/ops/chain.hpp>

#include <vector>

namespace engines {

namespace {

namespace ops = autodiff::ops;

template <class Op>
double value(std::span<const double> x) {
    return operation<double>(ops::opcode<Op>, x);
}

template <class Op>
double partial(std::span<const double> x, std::size_t k, double r) {
    using ops::as_number;
    if constexpr (Op::arity == ops::any_number)
        return as_number<double>(autodiff::ops::partials<Op>(x, r)(k));
    else if constexpr (Op::arity == 1)
        return as_number<double>(ops::partial<Op, 0>(r, x[0]));
    else if constexpr (Op::arity == 2)
        return k == 0 ? as_number<double>(ops::partial<Op, 0>(r, x[0], x[1]))
                      : as_number<double>(ops::partial<Op, 1>(r, x[0], x[1]));
    else
        return k == 0   ? as_number<double>(ops::partial<Op, 0>(r, x[0], x[1], x[2]))
               : k == 1 ? as_number<double>(ops::partial<Op, 1>(r, x[0], x[1], x[2]))
                        : as_number<double>(ops::partial<Op, 2>(r, x[0], x[1], x[2]));
}

std::vector<Row> make_rows() {
    std::vector<Row> result;
    ops::for_each_operation([&]<class Op>(Op) {
        result.push_back(
            {ops::opcode<Op>, Op::notation.name, Op::arity, Op::compares, Op::contract, value<Op>, partial<Op>});
    });
    return result;
}

} // namespace

std::span<const Row> rows() {
    static const std::vector<Row> all = make_rows();
    return all;
}

} // namespace engines
