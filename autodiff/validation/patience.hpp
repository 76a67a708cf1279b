#pragma once

#include <chrono>
#include <functional>
#include <utility>

namespace autodiff::validation {

/// What Patience::ask throws when the caller wants no more. It ends nothing but the work that asked.
struct OutOfPatience {};

/// Asks the caller's `progress` of ProofOptions and AccuracyOptions, now and then, whether to go on: every loop whose
/// length depends on the input asks, so that no input takes for ever.
class Patience {
  public:
    explicit Patience(std::function<bool(double done)> progress) : progress_(std::move(progress)) {}
    Patience(const Patience&) = delete;
    Patience& operator=(const Patience&) = delete;

    /// Throws OutOfPatience once the caller has said no. Cheap: mostly it only counts.
    void ask() {
        if (!progress_ || forgiving_ || --until_clock_ > 0) return;
        until_clock_ = asks_to_a_look;
        if (over_ || Clock::now() - last_ >= between_questions) question();
    }
    /// Tells the caller the share that is done, from 0 to 1, whenever that was last; throws likewise.
    void report(double done) {
        done_ = done;
        if (progress_ && !forgiving_) question();
    }
    [[nodiscard]] bool over() const { return over_; }
    /// From now on nothing is asked: what was found is to be told.
    void forgive() { forgiving_ = true; }
    [[nodiscard]] double seconds() const {
        return std::chrono::duration<double>(std::chrono::steady_clock::now() - start_).count();
    }

  private:
    using Clock = std::chrono::steady_clock;
    static constexpr int asks_to_a_look = 8; // a look at the clock takes as long as a small step of a proof
    static constexpr std::chrono::milliseconds between_questions{4};

    void question() {
        over_ = over_ || !progress_(done_);
        if (over_) throw OutOfPatience{};
        last_ = Clock::now();
    }

    std::function<bool(double done)> progress_;
    Clock::time_point start_ = Clock::now();
    Clock::time_point last_ = start_;
    double done_ = 0;
    int until_clock_ = asks_to_a_look;
    bool over_ = false;
    bool forgiving_ = false;
};

} // namespace autodiff::validation
