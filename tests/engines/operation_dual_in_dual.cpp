#include <engines/operation_definition.hpp>

namespace engines {

template DualInDual operation<DualInDual>(Opcode, std::span<const DualInDual>, std::size_t);

} // namespace engines
