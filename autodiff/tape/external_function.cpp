#include <autodiff/tape/external_function.hpp>

#include <autodiff/base/error.hpp>

namespace autodiff::tape_error {

void no_forward_sweep() {
    throw TapeError("forward sweep: the tape holds an external function that only knows its reverse; sweep in reverse "
                    "(jacobian, reverse), or override ExternalFunction::forward.");
}

} // namespace autodiff::tape_error
