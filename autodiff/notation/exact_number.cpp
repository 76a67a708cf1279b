#include <autodiff/notation/exact_number.hpp>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstddef>
#include <fmt/format.h>
#include <numbers>
#include <optional>
#include <string>

namespace autodiff::reading {

namespace {

/// digits * base^exponent, where the base is 10 of a decimal literal and 2 of a hexadecimal one.
struct Scientific {
    std::string digits; ///< without leading zeros: empty for zero
    long exponent = 0;
};

constexpr long saturation = 100'000'000; // larger exponents are out of range, whatever the digits

long exponent_value(std::string_view digits) {
    const bool minus = digits.starts_with('-');
    long value = 0;
    for (const char c : digits)
        if (c >= '0' && c <= '9') value = std::min(10 * value + (c - '0'), saturation);
    return minus ? -value : value;
}

Scientific split(std::string_view literal, std::string_view exponent_letters, long places_a_digit) {
    const std::size_t letter = std::min(literal.find_first_of(exponent_letters), literal.size());
    Scientific number;
    if (letter < literal.size()) number.exponent = exponent_value(literal.substr(letter + 1));
    bool fraction = false;
    for (const char c : literal.substr(0, letter)) {
        if (c == '.') {
            fraction = true;
            continue;
        }
        if (fraction) number.exponent -= places_a_digit;
        number.digits += c;
    }
    if (fraction) {
        while (number.digits.ends_with('0') && number.exponent < 0) { // 2.50 is 25 / 10
            number.digits.pop_back();
            number.exponent += places_a_digit;
        }
    }
    number.digits.erase(0, std::min(number.digits.find_first_not_of('0'), number.digits.size()));
    return number;
}

/// decimal * factor + summand, by hand: the core has no arithmetic of large integers.
std::string multiply_add(std::string decimal, unsigned factor, unsigned summand) {
    unsigned carry = summand;
    for (std::size_t i = decimal.size(); i-- > 0;) {
        carry += static_cast<unsigned>(decimal[i] - '0') * factor;
        decimal[i] = static_cast<char>('0' + carry % 10);
        carry /= 10;
    }
    return carry > 0 ? fmt::format("{}{}", carry, decimal) : decimal;
}

std::string times_power_of_two(std::string decimal, long exponent) {
    constexpr int step = 16;
    for (; exponent >= step; exponent -= step) decimal = multiply_add(std::move(decimal), 1U << step, 0);
    return multiply_add(std::move(decimal), 1U << static_cast<unsigned>(exponent), 0);
}

unsigned hexadecimal_digit(char c) {
    if (c <= '9') return static_cast<unsigned>(c - '0');
    return static_cast<unsigned>((c | 0x20) - 'a' + 10);
}

void set_decimal(ExactNumber& number, const Scientific& parts) {
    const std::string zeros(static_cast<std::size_t>(std::abs(parts.exponent)), '0');
    number.numerator = parts.exponent > 0 ? parts.digits + zeros : parts.digits;
    number.denominator = parts.exponent < 0 ? "1" + zeros : "1";
}

void set_hexadecimal(ExactNumber& number, const Scientific& parts) {
    std::string numerator = "0";
    for (const char c : parts.digits) numerator = multiply_add(std::move(numerator), 16, hexadecimal_digit(c));
    number.numerator = times_power_of_two(std::move(numerator), std::max(parts.exponent, 0L));
    number.denominator = times_power_of_two("1", std::max(-parts.exponent, 0L));
}

/// The nearest double of the literal; nothing when that is zero or infinite.
std::optional<double> nearest(std::string_view digits, std::chars_format format) {
    double value = 0;
    const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), value, format);
    const bool fits = read.ec == std::errc() && std::isfinite(value) && value != 0;
    return fits ? std::optional(value) : std::nullopt;
}

} // namespace

ReadNumber read_number(std::string_view literal) {
    ReadNumber result;
    ExactNumber& number = result.number;
    number.text = literal;
    const bool hexadecimal = literal.size() > 1 && (literal[1] | 0x20) == 'x';
    const std::string_view digits = hexadecimal ? literal.substr(2) : literal;
    const Scientific parts = hexadecimal ? split(digits, "pP", 4) : split(digits, "eE", 1);
    if (parts.digits.empty()) {
        number.numerator.push_back('0');
        number.denominator.push_back('1');
        return result;
    }
    if (hexadecimal && parts.digits.size() > most_hexadecimal_digits) {
        result.range = Range::too_long;
        return result;
    }
    const auto value = nearest(digits, hexadecimal ? std::chars_format::hex : std::chars_format::general);
    if (!value) {
        // Far from 1 on either side: the place of the first digit tells which.
        const long place = parts.exponent + static_cast<long>(parts.digits.size()) * (hexadecimal ? 4 : 1);
        result.range = place > 0 ? Range::too_large : Range::too_small;
        return result;
    }
    number.value = *value;
    if (hexadecimal)
        set_hexadecimal(number, parts);
    else
        set_decimal(number, parts);
    return result;
}

ExactNumber negative(ExactNumber number) {
    number.text.insert(0, 1, '-');
    if (number.numerator != "0") number.numerator.insert(0, 1, '-');
    number.value = -number.value;
    return number;
}

bool equals(const ExactNumber& number, int natural) {
    return number.kind == ExactNumber::Kind::rational && number.denominator == "1" &&
           number.numerator == std::to_string(natural);
}

ExactNumber pi() { return {ExactNumber::Kind::pi, "pi", {}, {}, std::numbers::pi}; }
ExactNumber euler_e() { return {ExactNumber::Kind::e, "e", {}, {}, std::numbers::e}; }

} // namespace autodiff::reading
