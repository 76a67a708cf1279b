#pragma once

#include <autodiff/base/binomial_schedule.hpp>

#include <cstddef>
#include <utility>
#include <vector>

namespace autodiff {

/// The states between the steps of a loop, asked for from the last to the first, while only a few of them are kept, the
/// first one included: those that make the fewest steps run again (binomial_schedule.hpp). What runs the steps is
/// handed in: advance(state, first, last) is the state before step `last`, from the one before step `first`.
template <class State>
class Snapshots {
  public:
    /// `places` is at least 1.
    Snapshots(std::size_t steps, std::size_t places, State first) : steps_(steps), places_(places) {
        kept_.push_back({0, std::move(first)});
    }

    [[nodiscard]] const State& first() const { return kept_.front().state; }

    /// Keeps the states that the last step wants, and forgets those of an earlier way back.
    template <class Advance>
    void begin(const Advance& advance) {
        kept_.resize(1);
        latest_ = {};
        keep_up_to(steps_, advance);
    }

    /// The state before step i, when all steps behind it are done with. Valid until the next call.
    template <class Advance>
    const State& before(std::size_t i, const Advance& advance) {
        if (latest_.known && latest_.step == i) return latest_.state;
        while (newest().step > i) kept_.pop_back();
        keep_up_to(i + 1, advance);
        if (newest().step == i) return newest().state;
        latest_ = {i, advance(newest().state, newest().step, i), true};
        return latest_.state;
    }

    /// Forgets the state that was worked on last, unless it is one of those that are kept.
    void rest() { latest_ = {}; }

    /// Calls f(state) for every state that is held.
    template <class F>
    void for_each(F f) const {
        for (const Snapshot& snapshot : kept_) f(snapshot.state);
        if (latest_.known) f(latest_.state);
    }

  private:
    /// The state before a step.
    struct Snapshot {
        std::size_t step = 0;
        State state{};
        bool known = false;
    };

    const Snapshot& newest() const { return kept_.back(); }

    /// With `end` - 1 the next step to be asked for.
    template <class Advance>
    void keep_up_to(std::size_t end, const Advance& advance) {
        for (;;) {
            const std::size_t distance = end - newest().step;
            const std::size_t free = places_ - (kept_.size() - 1); // with the newest snapshot's own
            if (distance < 2 || free < 2) return;
            const std::size_t step = newest().step + static_cast<std::size_t>(binomial_advance(distance, free));
            kept_.push_back({step, advance(newest().state, newest().step, step)});
        }
    }

    std::size_t steps_;
    std::size_t places_;
    std::vector<Snapshot> kept_; // the first state and later ones, in order
    Snapshot latest_;            // known: the state being worked on, where it is none of those
};

} // namespace autodiff
