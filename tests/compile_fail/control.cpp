// Compiles: what the other files of this folder do wrong, done right.
#include <autodiff/autodiff.hpp>

#include <cmath>

double slope_at_zero() {
    return autodiff::derivative([](const auto& x) { return 1 / (1 + exp(-x)); }, 0.0);
}
