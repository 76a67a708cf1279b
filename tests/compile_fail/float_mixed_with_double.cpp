// expect: active scalars of different precision do not mix
#include <autodiff/autodiff.hpp>

autodiff::Var misuse(const autodiff::Var& x, const autodiff::Real<float>& y) { return x * y; }
