// A user of the optional component `parallel`.
#include <autodiff/parallel.hpp>

#include <cstdio>

int main() {
    const auto term = [](std::size_t i, const auto& x) { return x[0] * static_cast<double>(i); };
    const auto [value, gradient] = autodiff::parallel_value_and_gradient_of_sum(1000, term, {2.0});
    std::printf("0 + 2 + 4 + ... + 1998 is %g with slope %g\n", value, gradient[0]);
    return value == 999000 && gradient[0] == 499500 ? 0 : 1;
}
