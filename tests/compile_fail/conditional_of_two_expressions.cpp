// expect: different types|incompatible operand types
// An expression has a type of its own: convert one side to Var.
#include <autodiff/autodiff.hpp>

autodiff::Var choose(bool first, const autodiff::Var& x, const autodiff::Var& y) { return first ? x * y : x + y; }
