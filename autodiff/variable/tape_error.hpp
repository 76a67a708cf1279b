#pragma once

namespace autodiff::tape_error {

// The sentences of TapeError that do not depend on the scalar type.
[[noreturn]] void foreign(const char* operation);
[[noreturn]] void constant(const char* operation);
[[noreturn]] void inactive();

} // namespace autodiff::tape_error
