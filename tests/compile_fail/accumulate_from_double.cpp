// expect: (cannot convert|assigning to .* from incompatible type)
#include <autodiff/gradient.hpp>

#include <numeric>
#include <vector>

// The sum starts as a double and would lose every derivative; start with Var(0).
autodiff::Var total(const std::vector<autodiff::Var>& x) { return std::accumulate(x.begin(), x.end(), 0.0); }
