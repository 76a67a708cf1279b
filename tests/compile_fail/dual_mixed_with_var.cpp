// expect: a Dual does not mix with
#include <autodiff/gradient.hpp>

autodiff::Dual<double> product(const autodiff::Dual<double>& x, const autodiff::Var& y) { return x * y; }
