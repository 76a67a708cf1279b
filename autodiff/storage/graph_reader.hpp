#pragma once

#include <autodiff/graph/graph.hpp>
#include <autodiff/storage/reader.hpp>

namespace autodiff::storage {

struct StoredGraph {
    Graph graph;
    bool calls = false; ///< Whether there are graphs to call: they could stand in another order, twice, or for nothing.
};

/// The graph whose sections are all that the reader has. Throws StorageError for everything else.
[[nodiscard]] StoredGraph read_sections(Reader in);

} // namespace autodiff::storage
