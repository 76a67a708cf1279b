#pragma once

#include <autodiff/notation/exact_number.hpp>

#include <array>
#include <limits>
#include <optional>
#include <string_view>
#include <variant>

namespace autodiff::reading {

/// A constant that has a name: an exact number, or infinity or NaN.
using Constant = std::variant<ExactNumber, double>;

struct ConstantName {
    std::string_view name;
    enum class Meaning { pi, e, infinity, nan } meaning;
};

inline constexpr std::array constant_names{
    ConstantName{"pi", ConstantName::Meaning::pi},
    ConstantName{"π", ConstantName::Meaning::pi},
    ConstantName{"Pi", ConstantName::Meaning::pi},
    ConstantName{"PI", ConstantName::Meaning::pi},
    ConstantName{"e", ConstantName::Meaning::e},
    ConstantName{"ℯ", ConstantName::Meaning::e},
    ConstantName{"inf", ConstantName::Meaning::infinity},
    ConstantName{"Inf", ConstantName::Meaning::infinity},
    ConstantName{"INF", ConstantName::Meaning::infinity},
    ConstantName{"infinity", ConstantName::Meaning::infinity},
    ConstantName{"Infinity", ConstantName::Meaning::infinity},
    ConstantName{"∞", ConstantName::Meaning::infinity},
    ConstantName{"nan", ConstantName::Meaning::nan},
    ConstantName{"NaN", ConstantName::Meaning::nan},
    ConstantName{"NAN", ConstantName::Meaning::nan},
};

inline std::optional<Constant> find_constant(std::string_view name) {
    for (const ConstantName& constant : constant_names) {
        if (constant.name != name) continue;
        switch (constant.meaning) {
        case ConstantName::Meaning::pi:
            return pi();
        case ConstantName::Meaning::e:
            return euler_e();
        case ConstantName::Meaning::infinity:
            return std::numeric_limits<double>::infinity();
        case ConstantName::Meaning::nan:
            return std::numeric_limits<double>::quiet_NaN();
        }
    }
    return std::nullopt;
}

} // namespace autodiff::reading
