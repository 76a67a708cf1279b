#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <string_view>

namespace benchmarks {

/// Short text put together at compile time, for names that contain a problem's sizes: `Label() << "gmm_d" << 10`. More
/// than 63 characters do not compile in a constant.
class Label {
  public:
    constexpr Label operator<<(std::string_view text) const {
        Label longer = *this;
        for (const char letter : text) longer.text_.at(longer.size_++) = letter;
        return longer;
    }
    constexpr Label operator<<(std::size_t number) const {
        std::array<char, 20> digits{};
        std::size_t count = 0;
        do digits.at(count++) = char('0' + number % 10);
        while ((number /= 10) > 0);
        std::reverse(digits.begin(), digits.begin() + count);
        return *this << std::string_view(digits.data(), count);
    }
    /// Valid as long as this label.
    constexpr operator std::string_view() const { return {text_.data(), size_}; }

  private:
    std::array<char, 63> text_{};
    std::size_t size_ = 0;
};

} // namespace benchmarks
