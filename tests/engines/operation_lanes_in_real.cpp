#include <engines/operation_definition.hpp>

namespace engines {

template LanesInReal operation<LanesInReal>(Opcode, std::span<const LanesInReal>, std::size_t);

} // namespace engines
