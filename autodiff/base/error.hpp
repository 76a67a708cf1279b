#pragma once

#include <stdexcept>
#include <string>

namespace autodiff {

/// What every exception of this library derives from. Its sentence names the operation, the value and the remedy.
class Error : public std::runtime_error {
  public:
    using std::runtime_error::runtime_error;
};

/// A tape was used in a way that would give a wrong derivative: a variable of another tape, a stale position ...
class TapeError : public Error {
  public:
    using Error::Error;
};

/// A recorded statement uses a variable that its tape does not know.
class ForeignArgument : public TapeError {
  public:
    using TapeError::TapeError;
};

/// A graph was built or evaluated wrongly: a variable of another recording, a node that does not exist ...
class GraphError : public Error {
  public:
    using Error::Error;
};

/// A recorded program would have branched otherwise at this point.
class GuardError : public GraphError {
  public:
    using GraphError::GraphError;
};

/// Sizes that do not fit together.
class ShapeError : public Error {
  public:
    using Error::Error;
};

/// Throws ShapeError "<operation>: expected <expected> <what>, got <actual>" unless the two are equal.
void require_size(std::size_t actual, std::size_t expected, const char* operation, const char* what);

/// Throws Error: a conversion to an integer type that has no such number (too large, or not a number).
[[noreturn]] void throw_no_such_integer(long double value);

} // namespace autodiff
