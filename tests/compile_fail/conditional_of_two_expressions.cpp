// expect: have different types|incompatible operand types
#include <autodiff/gradient.hpp>

using autodiff::Var;

// The two branches have different types; Var(a * b) makes them one.
Var either(bool condition, const Var& a, const Var& b) { return condition ? a * b : a + b; }
