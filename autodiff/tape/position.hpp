#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace autodiff {

/// How far a recording has come.
struct Position {
    std::size_t statements = 0; ///< variables included
    std::size_t partials = 0;
    std::size_t words = 0;
    std::uint64_t rewinds = 0; ///< of the recording until then

    friend bool operator==(const Position& a, const Position& b) {
        return a.statements == b.statements && a.partials == b.partials && a.words == b.words;
    }
};

/// How far back a recording has been rewound since when: tells whether it still holds all that led to a position.
class RewindHistory {
  public:
    void rewound_to(const Position& position);
    [[nodiscard]] bool keeps(const Position& position) const;
    [[nodiscard]] std::uint64_t rewinds() const { return rewinds_; }

  private:
    struct Mark {
        std::uint64_t rewind; ///< the number of rewinds before this one
        std::size_t words;    ///< what it left
    };
    std::vector<Mark> marks_; // later rewinds that went less far back: both members ascend
    std::uint64_t rewinds_ = 0;
};

} // namespace autodiff
