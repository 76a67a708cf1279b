#pragma once

#include <autodiff/base/id_range.hpp>
#include <autodiff/tape/recording.hpp>

#include <concepts>
#include <optional>

namespace autodiff {

class GraphRecorder;
template <class T>
class Real;

/// What this thread records Real<T> on: a tape, a graph (Real<double> only), or nothing.
template <class T>
struct Recorder {
    Recording<T>* tape = nullptr;
    GraphRecorder* graph = nullptr;
};

template <class T>
inline constinit thread_local Recorder<T> recorder{};

/// While it lives, this thread records on `inner`; then on what it recorded before. Scopes that end in another order
/// than that of their making hand what they replaced to the scope that replaced them. Ends on the thread that made it.
template <class T>
class RecorderScope {
  public:
    explicit RecorderScope(const Recorder<T>& inner) : replaced_(recorder<T>), outer_(innermost_) {
        recorder<T> = inner;
        innermost_ = this;
    }
    ~RecorderScope() {
        if (innermost_ == this) {
            recorder<T> = replaced_;
            innermost_ = outer_;
            return;
        }
        RecorderScope* inner = innermost_;
        while (inner != nullptr && inner->outer_ != this) inner = inner->outer_;
        if (inner == nullptr) return;
        inner->outer_ = outer_;
        inner->replaced_ = replaced_;
    }
    RecorderScope(const RecorderScope&) = delete;
    RecorderScope& operator=(const RecorderScope&) = delete;

  private:
    static inline constinit thread_local RecorderScope* innermost_ = nullptr;

    Recorder<T> replaced_;
    RecorderScope* outer_;
};

/// While it lives, this thread records nothing: active scalars are plain numbers.
template <class T>
class PauseOf {
  public:
    PauseOf() : scope_(Recorder<T>{}) {}

  private:
    RecorderScope<T> scope_;
};

/// A pause where a recording calls external functions while it is swept: what they compute is not to be recorded.
template <class T>
class PauseForCalls {
  public:
    explicit PauseForCalls(const Recording<T>& recording) {
        if (!recording.calls().empty()) pause_.emplace();
    }

  private:
    std::optional<PauseOf<T>> pause_;
};

/// PauseOf for Var.
using Pause = PauseOf<double>;

} // namespace autodiff
