#pragma once

#include <autodiff/graph/graph.hpp>

namespace autodiff {

struct FuseOptions {
    /// Also x * y + z -> fma(x, y, z), which rounds once where the program rounds twice.
    bool fma = false;
};

/// The graph with single operations in place of what spells them out: 1 / (1 + exp(-x)) -> sigmoid(x),
/// log(1 + exp(x)) -> softplus(x), log of a sum of exponentials -> logaddexp or log_sum_exp, and so on, as listed in
/// rewrites.hpp. The same function: results differ by rounding, and where the spelled-out form overflows or cancels the
/// fused one is right. Signs, constants and equal nodes are tidied first, as by simplify() at Exactness::zero_signs;
/// everything else stays. Guards compare what they compared, computed by the fused operations. Near-linear time.
/// Patterns that come to light only when others are fused are looked for up to four times; fusing the result again then
/// changes nothing.
[[nodiscard]] Graph fuse(const Graph& graph, FuseOptions options = {});

} // namespace autodiff
