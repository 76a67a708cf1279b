#include <engines/operation_definition.hpp>

namespace engines {

template RealInReal operation<RealInReal>(Opcode, std::span<const RealInReal>, std::size_t);

} // namespace engines
