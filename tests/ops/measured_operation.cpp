#include "measured_operation.hpp"

#include <autodiff/ops/catalogue.hpp>
#include <autodiff/ops/chain.hpp>

#include <algorithm>
#include <stdexcept>
#include <string>

namespace ops_test {

namespace {

namespace ops = autodiff::ops;

template <class T, class Partial>
T number(const Partial& partial) {
    if constexpr (std::is_same_v<Partial, ops::Zero>)
        return T(0);
    else
        return ops::as_number<T>(partial);
}

template <class Op, class T>
T partial(std::span<const T> x, std::size_t which) {
    const T r = ops::value_at<Op, T>(x);
    if constexpr (Op::arity == 1) {
        return number<T>(ops::partial<Op, 0>(r, x[0]));
    } else if constexpr (Op::arity == 2) {
        return which == 0 ? number<T>(ops::partial<Op, 0>(r, x[0], x[1]))
                          : number<T>(ops::partial<Op, 1>(r, x[0], x[1]));
    } else if constexpr (Op::arity == 3) {
        return which == 0   ? number<T>(ops::partial<Op, 0>(r, x[0], x[1], x[2]))
               : which == 1 ? number<T>(ops::partial<Op, 1>(r, x[0], x[1], x[2]))
                            : number<T>(ops::partial<Op, 2>(r, x[0], x[1], x[2]));
    } else {
        return number<T>(ops::partials<Op>(x, r)(which));
    }
}

template <class Op, class T>
constexpr Rules<T> rules_of{ops::value_at<Op, T>, partial<Op, T>};

} // namespace

const std::vector<MeasuredOperation>& measured_operations() {
    static const std::vector<MeasuredOperation> all = [] {
        std::vector<MeasuredOperation> operations;
        ops::for_each_operation([&]<class Op>(Op) {
            operations.push_back({Op::notation, Op::contract, Op::arity, Op::commutes, rules_of<Op, float>,
                                  rules_of<Op, double>, rules_of<Op, long double>, Op::arguments});
        });
        return operations;
    }();
    return all;
}

const MeasuredOperation& measured_operation(std::string_view name) {
    const auto& all = measured_operations();
    const auto found = std::find_if(all.begin(), all.end(), [&](const auto& each) { return each.name() == name; });
    if (found == all.end()) throw std::out_of_range("no operation is called " + std::string(name));
    return *found;
}

} // namespace ops_test
