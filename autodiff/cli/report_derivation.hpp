#pragma once

#include <autodiff/cli/page.hpp>
#include <autodiff/notation/formula.hpp>

#include <cstddef>

namespace autodiff::cli {

/// The chain rule, step by step, typeset.
void write_derivation(Page& page, const Formula& function, std::size_t variable);

} // namespace autodiff::cli
