#pragma once

/// Sums of many terms on all cores by oneTBB: link autodiff::parallel. The other doors need neither.

#include <autodiff/derivatives/parallel_accumulate.hpp>
#include <autodiff/gradient.hpp>
