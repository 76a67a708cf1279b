#include <autodiff/notation/logic.hpp>

#include <autodiff/notation/exact_number.hpp>

namespace autodiff::reading {

NodeId Logic::zero() { return draft_.number(read_number("0").number); }
NodeId Logic::one() { return draft_.number(read_number("1").number); }

} // namespace autodiff::reading
