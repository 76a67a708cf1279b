#include <autodiff/variable/external.hpp>

namespace autodiff::variable {

void throw_external_in_graph() {
    throw GraphError("external: a graph knows the derivatives of its own operations only, and cannot hold an external "
                     "function; record the function that it stands for, or differentiate on a tape (gradient(f, x) "
                     "instead of record).");
}

void throw_no_external_function() {
    throw TapeError("external: there is no function (a null pointer), so the outputs would have no derivatives; pass "
                    "std::make_unique of a class derived from ExternalFunction.");
}

} // namespace autodiff::variable
