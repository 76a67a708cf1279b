#include <autodiff/cli/progress.hpp>

#include <algorithm>
#include <fmt/format.h>

namespace autodiff::cli {

Progress::Progress(const Terminal& terminal, std::string what, double seconds_allowed)
    : terminal_(terminal), what_(std::move(what)), allowed_(seconds_allowed) {}

bool Progress::operator()(double done) {
    const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start_).count();
    up_ = up_ || seconds > allowed_;
    const int percent = static_cast<int>(std::clamp(done, 0.0, 1.0) * 100);
    if (terminal_.progress && seconds > 0.5 && percent != shown_) {
        constexpr int width = 30;
        const auto full = static_cast<std::size_t>(percent * width / 100);
        terminal_.err << fmt::format("\r{} [{:<{}}] {:3} %", what_, std::string(full, '#'), width, percent)
                      << std::flush;
        shown_ = percent;
    }
    return !up_;
}

void Progress::clear() {
    if (shown_ >= 0) terminal_.err << "\r\x1b[K" << std::flush;
}

} // namespace autodiff::cli
