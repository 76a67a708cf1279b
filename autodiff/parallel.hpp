#pragma once

/// Sums of many terms, and programs over many points, on all cores by oneTBB: link autodiff::parallel. The other doors
/// need neither.

#include <autodiff/derivatives/parallel_accumulate.hpp>
#include <autodiff/gradient.hpp>
#include <autodiff/program.hpp>
#include <autodiff/program/tbb_workers.hpp>
