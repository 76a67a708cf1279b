#include <engines/operation_definition.hpp>

namespace engines {

template DualInReal operation<DualInReal>(Opcode, std::span<const DualInReal>, std::size_t);

} // namespace engines
