#pragma once

#include <autodiff/base/error.hpp>
#include <autodiff/program/workers.hpp>

#include <cstddef>
#include <functional>
#include <vector>

namespace autodiff {

/// A point at which the recorded function would have branched otherwise.
struct GuardFailure {
    std::size_t point;
    /// The first that failed, a place in Program::graph().guards(). Their number: one in a graph that is called.
    std::size_t guard;
    friend bool operator==(const GuardFailure&, const GuardFailure&) = default;
};

/// The progress callback of a run said stop.
class Cancelled : public Error {
  public:
    using Error::Error;
};

/// How a program runs over many points.
struct RunOptions {
    /// Null: the calling thread alone. The results are the same to the last bit.
    const Workers* workers = nullptr;
    /// Called now and then, by one thread at a time, with the number of points done; false stops the run, which then
    /// throws Cancelled.
    std::function<bool(std::size_t done, std::size_t total)> progress = {};
    /// Where points go that would branch otherwise, in order, instead of ending the run with a GuardError: a map leaves
    /// their outputs alone, a sum leaves them out.
    std::vector<GuardFailure>* failures = nullptr;
};

} // namespace autodiff
