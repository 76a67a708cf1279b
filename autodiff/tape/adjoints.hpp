#pragma once

#include <autodiff/base/reserved_array.hpp>
#include <autodiff/ops/chain.hpp>
#include <autodiff/ops/lanes.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <new>

namespace autodiff {

/// N adjoints (or tangents) of one value, swept at once.
template <class T, std::size_t N>
struct AdjointVector {
    std::array<T, N> lane;

    friend bool is_zero(const AdjointVector& x) {
        bool zero = true;
        for (const T& element : x.lane) zero = zero && is_zero(element);
        return zero;
    }
    friend void accumulate(AdjointVector& target, const T& partial, const AdjointVector& adjoint) {
        ops::add_scaled(target.lane, adjoint.lane, partial);
    }
};

/// target += partial * adjoint
template <class T>
void accumulate(T& target, const T& partial, const T& adjoint) {
    target += adjoint * partial;
}

/// One adjoint for each statement of a recording. Only what is used is cleared.
template <class A>
class Adjoints {
  public:
    /// All of the first `count` adjoints zero.
    void clear(std::size_t count) {
        memory_.reserve(count);
        for (A* adjoint = memory_.data(); adjoint != memory_.data() + count; ++adjoint) ::new (adjoint) A{};
        count_ = count;
    }
    /// Room for `count` adjoints, the new ones zero.
    void extend(std::size_t count) {
        if (count <= count_) return;
        memory_.reserve(count + few);
        // Of a short piece a fixed number, which takes a few stores and no call of memset.
        for (A* adjoint = memory_.data() + count_; adjoint != memory_.data() + count_ + few; ++adjoint)
            ::new (adjoint) A{};
        for (A* adjoint = memory_.data() + count_ + few; adjoint < memory_.data() + count; ++adjoint)
            ::new (adjoint) A{};
        count_ = count;
    }
    void forget() { count_ = 0; }
    /// Forgets all but the first `count`.
    void truncate(std::size_t count) { count_ = std::min(count_, count); }

    /// Zero for statements that no sweep has seen.
    [[nodiscard]] A operator[](std::size_t place) const { return place < count_ ? memory_.data()[place] : A{}; }
    [[nodiscard]] A& at(std::size_t place) { return memory_.data()[place]; }
    [[nodiscard]] A* data() { return memory_.data(); }
    [[nodiscard]] std::size_t size() const { return count_; }

  private:
    static constexpr std::size_t few = 4;

    ReservedArray<A> memory_;
    std::size_t count_ = 0;
};

} // namespace autodiff
