#include <autodiff/cli/scale.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <fmt/format.h>
#include <limits>
#include <string_view>

namespace autodiff::cli {

namespace {

constexpr double largest = std::numeric_limits<double>::max();
constexpr double smallest = std::numeric_limits<double>::min();

std::string superscript(int n) {
    static constexpr std::array<std::string_view, 10> digits{"⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"};
    std::string text = n < 0 ? "⁻" : "";
    for (const char c : fmt::format("{}", std::abs(n))) text += digits[static_cast<std::size_t>(c - '0')];
    return text;
}

/// 10^k, as a power throughout on an axis that has large ones.
std::string power_label(int k, bool powers) {
    return powers && k != 0 ? "10" + superscript(k) : pretty_number(std::pow(10.0, k), 1);
}

/// 1, 2 or 5 times a power of ten, at least `least`.
double round_step(double least) {
    const double power = std::pow(10.0, std::floor(std::log10(least)));
    for (const double factor : {1.0, 2.0, 5.0})
        if (factor * power >= least * (1 - 1e-9)) return factor * power;
    return 10 * power;
}

} // namespace

std::string pretty_number(double x, int digits) {
    if (std::isnan(x)) return "NaN";
    if (std::isinf(x)) return x < 0 ? "−∞" : "∞";
    const double size = std::abs(x);
    // Whole numbers that are not too long are written out.
    const bool whole = size >= 1 && size < 1e6;
    const int enough = whole ? std::max(digits, static_cast<int>(std::log10(size)) + 1) : digits;
    std::string text = fmt::format("{:.{}g}", size, enough);
    if (const std::size_t e = text.find('e'); e != std::string::npos) {
        const std::string power = "10" + superscript(std::stoi(text.substr(e + 1)));
        text = text.substr(0, e) == "1" ? power : text.substr(0, e) + "×" + power;
    }
    return (std::signbit(x) && x != 0 ? "−" : "") + text;
}

Scale::Scale(double low, double high, Spacing spacing) : low_(low), high_(high), spacing_(spacing) {
    const double floor = spacing == Spacing::logarithmic ? smallest : -largest;
    low_ = std::isnan(low) ? floor : std::clamp(low, floor, largest);
    high_ = std::isnan(high) ? largest : std::clamp(high, floor, largest);
    if (low_ > high_) std::swap(low_, high_);
    if (low_ < high_) return;
    const double reach = spacing == Spacing::logarithmic ? 0 : std::max(1.0, std::abs(low_) * 1e-3);
    low_ = std::max(floor, spacing == Spacing::logarithmic ? low_ / 2 : low_ - reach);
    high_ = std::min(largest, spacing == Spacing::logarithmic ? high_ * 2 : high_ + reach);
}

Scale Scale::fitting(double low, double high) {
    constexpr double far = 1e5;
    if (low > 0 && high / low > far) return {low, high, Spacing::logarithmic};
    if (std::max(std::abs(low), std::abs(high)) > far && high - low > far) return {low, high, Spacing::both_signs};
    return {low, high, Spacing::linear};
}

double Scale::stretch(double x) const {
    if (spacing_ == Spacing::linear) return x / 2; // so that differences of the largest numbers are finite
    if (spacing_ == Spacing::logarithmic) return std::log10(std::max(x, smallest));
    const double size = std::abs(x);
    return std::copysign(size <= 1 ? size : 1 + std::log10(size), x);
}

double Scale::unstretch(double t) const {
    if (spacing_ == Spacing::linear) return 2 * t;
    if (spacing_ == Spacing::logarithmic) return std::pow(10, t);
    const double size = std::abs(t);
    return std::copysign(size <= 1 ? size : std::pow(10, size - 1), t);
}

double Scale::place(double x) const {
    if (std::isnan(x)) return 0;
    const double low = stretch(low_);
    const double high = stretch(high_);
    return std::clamp((stretch(std::clamp(x, low_, high_)) - low) / (high - low), 0.0, 1.0);
}

double Scale::number(double place) const {
    const double low = stretch(low_);
    return std::clamp(unstretch(low + place * (stretch(high_) - low)), low_, high_);
}

std::vector<Tick> Scale::ticks(int most) const {
    return spacing_ == Spacing::linear ? linear_ticks(most) : decade_ticks(most);
}

std::vector<Tick> Scale::linear_ticks(int most) const {
    std::vector<Tick> ticks;
    const double step = round_step((high_ / most - low_ / most));
    if (!(step > 0) || !std::isfinite(step)) return {{low_, pretty_number(low_)}, {high_, pretty_number(high_)}};
    // As many digits as tell neighbours apart.
    const double size = std::max(std::abs(low_), std::abs(high_));
    const int digits = std::clamp(static_cast<int>(std::ceil(std::log10(size / step))) + 1, 1, 17);
    for (double k = std::ceil(low_ / step - 1e-9); k * step <= high_ + step * 1e-9; k += 1)
        ticks.push_back({k * step, pretty_number(k == 0 ? 0 : k * step, digits)});
    return ticks;
}

std::vector<Tick> Scale::decade_ticks(int most) const {
    const bool both = spacing_ == Spacing::both_signs;
    const double size = std::max(std::abs(low_), std::abs(high_));
    const int first = both ? 0 : static_cast<int>(std::ceil(std::log10(low_) - 1e-9));
    const int last = static_cast<int>(std::floor(std::log10(size) + 1e-9));
    const double decades = both ? (stretch(high_) - stretch(low_)) : last - first + 1;
    const int step = std::max(1, static_cast<int>(std::ceil(decades / most)));
    std::vector<Tick> ticks;
    if (both) ticks.push_back({0, "0"});
    for (int k = first; k <= last; ++k) {
        const double power = std::pow(10.0, k);
        // On an axis of both signs the ticks nearest to 0 stand a whole step away from it.
        const bool labelled = both ? k > 0 && (k + 1) % step == 0 : (k - first) % step == 0;
        const std::string label = labelled || (both && step == 1) ? power_label(k, last - first > 6) : "";
        if (label.empty() && step > 4) continue;
        ticks.push_back({power, label});
        if (both) ticks.push_back({-power, label.empty() ? "" : "−" + label});
    }
    std::erase_if(ticks, [this](const Tick& tick) { return !contains(tick.value); });
    std::sort(ticks.begin(), ticks.end(), [](const Tick& a, const Tick& b) { return a.value < b.value; });
    const auto labels = std::count_if(ticks.begin(), ticks.end(), [](const Tick& t) { return !t.label.empty(); });
    return labels >= 2 ? ticks : linear_ticks(most);
}

} // namespace autodiff::cli
