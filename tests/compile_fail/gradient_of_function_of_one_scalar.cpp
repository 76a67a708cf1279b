// expect: the function cannot be called with these inputs
#include <autodiff/gradient.hpp>

auto slopes() {
    return autodiff::gradient([](const autodiff::Var& x) { return x * x; }, {1.0, 2.0});
}
