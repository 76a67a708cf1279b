#pragma once

#if !__has_include(<oneapi/tbb/parallel_for.h>)
#error "autodiff/parallel.hpp needs oneTBB (Debian: libtbb-dev) and the CMake target autodiff::parallel"
#endif

#include <autodiff/program/workers.hpp>

#include <oneapi/tbb/parallel_for.h>

namespace autodiff {

/// All threads of oneTBB, those of the task arena or global_control in force. For RunOptions::workers.
inline const Workers& all_cores() {
    class TbbWorkers final : public Workers {
      public:
        void run(std::size_t count, const std::function<void(std::size_t)>& task) const override {
            oneapi::tbb::parallel_for(std::size_t{0}, count, task);
        }
    };
    static const TbbWorkers workers;
    return workers;
}

} // namespace autodiff
