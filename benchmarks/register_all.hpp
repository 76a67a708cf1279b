#pragma once

namespace benchmarks {

/// Adds the entries of every tool that this program was built with: ours, and the peers that were found.
void register_all();

} // namespace benchmarks
