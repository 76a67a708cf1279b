#pragma once

#include <benchmarks/affinity.hpp>

#include <sched.h>
#include <time.h>

#include <algorithm>
#include <cstddef>
#include <functional>
#include <vector>

namespace benchmarks {

/// Seconds of a clock: CLOCK_THREAD_CPUTIME_ID, which does not count what others do on this core, or CLOCK_MONOTONIC.
inline double seconds_of(clockid_t clock) {
    timespec now{};
    clock_gettime(clock, &now);
    return double(now.tv_sec) + 1e-9 * double(now.tv_nsec);
}

/// The seconds of one call.
template <class Call>
double seconds_of_one(clockid_t clock, const Call& call) {
    const double start = seconds_of(clock);
    call();
    return seconds_of(clock) - start;
}

/// Binds this thread to one core as long as it lives.
class OnOneCore {
  public:
    OnOneCore() : known_(sched_getaffinity(0, sizeof before_, &before_) == 0) { bind_to_one_core(); }
    OnOneCore(const OnOneCore&) = delete;
    OnOneCore& operator=(const OnOneCore&) = delete;
    ~OnOneCore() {
        if (known_) sched_setaffinity(0, sizeof before_, &before_);
    }

  private:
    cpu_set_t before_{};
    bool known_;
};

/// Something to time: `units` (points, calls) of work at once.
struct TimedCall {
    std::function<void()> call;
    double units = 1;
};

/// Seconds a unit of each contender: the median of `repetitions`, which take turns so that a slow moment of the machine
/// hits all alike. The first call of each is not counted; short calls are repeated until they take 2 ms.
inline std::vector<double> medians(const std::vector<TimedCall>& contenders, std::size_t repetitions,
                                   clockid_t clock = CLOCK_THREAD_CPUTIME_ID) {
    std::vector<std::size_t> calls;
    for (const TimedCall& contender : contenders) {
        contender.call();
        const double once = seconds_of_one(clock, contender.call);
        calls.push_back(std::size_t(std::max(1.0, 2e-3 / std::max(once, 1e-8))));
    }
    std::vector<std::vector<double>> samples(contenders.size());
    for (std::size_t repetition = 0; repetition < repetitions; ++repetition)
        for (std::size_t c = 0; c < contenders.size(); ++c) {
            const double seconds = seconds_of_one(clock, [&] {
                for (std::size_t i = 0; i < calls[c]; ++i) contenders[c].call();
            });
            samples[c].push_back(seconds / (double(calls[c]) * contenders[c].units));
        }
    std::vector<double> result;
    for (std::vector<double>& sample : samples) {
        const auto middle = sample.begin() + std::ptrdiff_t(sample.size() / 2);
        std::nth_element(sample.begin(), middle, sample.end());
        result.push_back(*middle);
    }
    return result;
}

} // namespace benchmarks
