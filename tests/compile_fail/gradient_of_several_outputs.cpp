// expect: for several outputs use jacobian, jvp or vjp
#include <autodiff/autodiff.hpp>

#include <vector>

std::vector<double> misuse() {
    return autodiff::gradient([](const std::vector<autodiff::Var>& x) { return x; }, std::vector<double>{1, 2});
}
