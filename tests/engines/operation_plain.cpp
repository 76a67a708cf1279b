#include <engines/operation_definition.hpp>

namespace engines {

template double operation<double>(Opcode, std::span<const double>, std::size_t);

} // namespace engines
