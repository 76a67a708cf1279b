#pragma once

#include <autodiff/cli/terminal.hpp>

#include <chrono>
#include <string>

namespace autodiff::cli {

/// A bar on terminal.err that rewrites itself, from half a second on and only if the terminal wants progress; and the
/// time that a measurement may take.
class Progress {
  public:
    Progress(const Terminal& terminal, std::string what, double seconds_allowed);
    ~Progress() { clear(); }
    Progress(const Progress&) = delete;
    Progress& operator=(const Progress&) = delete;

    /// `done` is a share from 0 to 1. False when the time is up.
    bool operator()(double done);
    [[nodiscard]] bool time_is_up() const { return up_; }

  private:
    void clear();

    const Terminal& terminal_;
    std::string what_;
    double allowed_;
    std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
    int shown_ = -1; // percent
    bool up_ = false;
};

} // namespace autodiff::cli
