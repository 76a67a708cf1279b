#include <autodiff/tape/position.hpp>

#include <algorithm>

namespace autodiff {

void RewindHistory::rewound_to(const Position& position) {
    while (!marks_.empty() && marks_.back().words >= position.words) marks_.pop_back();
    marks_.push_back({rewinds_++, position.words});
}

// The first rewind after the position is the one that went back furthest.
bool RewindHistory::keeps(const Position& position) const {
    const auto next = std::lower_bound(marks_.begin(), marks_.end(), position.rewinds,
                                       [](const Mark& mark, std::uint64_t rewinds) { return mark.rewind < rewinds; });
    return position.rewinds <= rewinds_ && (next == marks_.end() || next->words >= position.words);
}

} // namespace autodiff
