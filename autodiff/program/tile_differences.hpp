#pragma once

#include <autodiff/program/plan.hpp>

namespace autodiff::program {

/// Lets tiles subtract by themselves where all that rows share of a value is its difference from a uniform: data minus
/// means. The difference then needs no slot, of which a mixture would have one for each component and element.
void subtract_in_tiles(Plan& plan);

} // namespace autodiff::program
