#include <benchmarks/contender.hpp>

namespace benchmarks {

std::vector<Entry>& entries() {
    static std::vector<Entry> all;
    return all;
}

} // namespace benchmarks
