// expect: the function must return a scalar or a range of scalars
#include <autodiff/gradient.hpp>

#include <vector>

struct Result {};

auto slopes() {
    return autodiff::jacobian([](const std::vector<autodiff::Var>&) { return Result{}; }, {1.0, 2.0});
}
