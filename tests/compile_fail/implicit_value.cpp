// expect: cannot convert|no viable conversion
// The derivative would be lost without a word: write x.value().
#include <autodiff/autodiff.hpp>

double misuse(const autodiff::Var& x) { return x; }
