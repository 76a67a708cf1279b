// What a user of the library writes first; both consumer projects compile this file.
#include <autodiff/autodiff.hpp>

#include <cmath>
#include <cstdio>

int main() {
    const double slope = autodiff::derivative([](const auto& x) { return 1 / (1 + exp(-x)); }, 0.0);
    std::printf("the sigmoid's slope at 0 is %.17g\n", slope);
    return slope == 0.25 ? 0 : 1;
}
