// expect: (use of deleted function|call to (implicitly-)?deleted)
#include <autodiff/gradient.hpp>

autodiff::Tape copy(const autodiff::Tape& tape) { return tape; }
