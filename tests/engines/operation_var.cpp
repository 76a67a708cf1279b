#include <engines/operation_definition.hpp>

namespace engines {

template autodiff::Var operation<autodiff::Var>(Opcode, std::span<const autodiff::Var>, std::size_t);

} // namespace engines
