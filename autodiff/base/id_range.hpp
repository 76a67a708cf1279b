#pragma once

#include <cstdint>

namespace autodiff {

/// The identity of a recorded value, a number below `ids`: 0 for a passive number, otherwise a place on one tape or in
/// one graph. The two bits above are free for flags.
using Id = std::uint32_t;

inline constexpr Id passive = 0;
inline constexpr Id ids = Id{1} << 30;
inline constexpr Id id_mask = ids - 1;

/// The first id of one recorder. Recorders that live at the same time start 2^24 ids apart (as long as there are at
/// most 64 of them), so that a value of one is out of range on every other and is caught, not silently mistaken for a
/// value of its own. Ids wrap modulo 2^30: what counts is the distance from the first.
class IdRange {
  public:
    static constexpr Id length = Id{1} << 24;

    IdRange() { take(); }
    ~IdRange() { release(); }
    IdRange(const IdRange&) = delete;
    IdRange& operator=(const IdRange&) = delete;

    [[nodiscard]] Id base() const { return base_; }
    /// Another range, for a recorder that starts anew.
    void renew() {
        release();
        take();
    }

  private:
    void take();
    void release();

    Id base_ = 0;
    bool owned_ = false; ///< not for the 65th recorder and later ones, which share a range
};

} // namespace autodiff
