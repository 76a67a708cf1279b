// expect: the function cannot be called with these inputs
#include <autodiff/gradient.hpp>

double slope() {
    return autodiff::derivative([](double x) { return x * x; }, 2.0);
}
