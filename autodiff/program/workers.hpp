#pragma once

#include <cstddef>
#include <functional>

namespace autodiff {

/// Who does the pieces of a long run. `all_cores()` of the door parallel.hpp hands them to oneTBB.
class Workers {
  public:
    Workers() = default;
    Workers(const Workers&) = delete;
    Workers& operator=(const Workers&) = delete;
    virtual ~Workers() = default;
    /// Calls task(0) ... task(count - 1), each once, on any threads, and returns when all have returned. An exception
    /// of a task arrives here.
    virtual void run(std::size_t count, const std::function<void(std::size_t)>& task) const = 0;
};

} // namespace autodiff
