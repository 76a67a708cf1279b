#include <engines/operation_definition.hpp>

namespace engines {

template autodiff::Dual<double> operation<autodiff::Dual<double>>(Opcode, std::span<const autodiff::Dual<double>>,
                                                                  std::size_t);

} // namespace engines
