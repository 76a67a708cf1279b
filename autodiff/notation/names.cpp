#include <autodiff/notation/names.hpp>

#include <autodiff/base/error.hpp>

#include <algorithm>
#include <array>
#include <cctype>
#include <fmt/format.h>

namespace autodiff::writing {

namespace {

bool is_digit(char c) { return std::isdigit(static_cast<unsigned char>(c)) != 0; }

/// Greek letters that LaTeX has a command for; omicron and most capitals look like Latin letters and have none.
constexpr std::array<std::string_view, 34> greek{
    "alpha", "beta",  "gamma",  "delta", "epsilon", "zeta",  "eta",     "theta", "iota", "kappa", "lambda", "mu",
    "nu",    "xi",    "pi",     "rho",   "sigma",   "tau",   "upsilon", "phi",   "chi",  "psi",   "omega",  "Gamma",
    "Delta", "Theta", "Lambda", "Xi",    "Pi",      "Sigma", "Upsilon", "Phi",   "Psi",  "Omega"};

std::string escaped(std::string_view text) {
    std::string result;
    for (const char c : text) {
        if (c == '_') result += '\\';
        result += c;
    }
    return result;
}

std::string latex_word(std::string_view word) {
    if (std::find(greek.begin(), greek.end(), word) != greek.end()) return fmt::format("\\{}", word);
    return word.size() <= 1 ? std::string(word) : fmt::format("\\mathrm{{{}}}", escaped(word));
}

} // namespace

Names::Names(std::size_t inputs, std::span<const std::string> names) : inputs_(inputs), names_(names) {
    if (!names.empty()) require_size(names.size(), inputs, "writing a graph", "names of its inputs");
    const auto taken = [&](const std::string& name) {
        return name.size() > 1 && name.front() == letter_ && std::all_of(name.begin() + 1, name.end(), is_digit);
    };
    while (letter_ < 'z' && std::any_of(names.begin(), names.end(), taken)) ++letter_;
}

std::string Names::input(std::size_t i) const {
    if (!names_.empty()) return names_[i];
    return inputs_ == 1 ? "x" : fmt::format("x{}", i);
}

std::string Names::shared(std::size_t number) const { return fmt::format("{}{}", letter_, number); }

std::string latex_name(std::string_view name) {
    if (name.size() > 1 && name.ends_with('\'')) return latex_name(name.substr(0, name.size() - 1)) + "'";
    // The index begins at the last underscore, or where the digits at the end do.
    std::size_t end = name.find_last_of('_');
    std::size_t index = end + 1;
    if (end == std::string_view::npos) {
        end = name.size();
        while (end > 1 && is_digit(name[end - 1])) --end;
        index = end;
    }
    if (end == 0 || index == name.size()) return latex_word(name);
    const std::string_view lower = name.substr(index);
    const bool plain = lower.size() == 1 || std::all_of(lower.begin(), lower.end(), is_digit);
    return fmt::format("{}_{{{}}}", latex_word(name.substr(0, end)), plain ? std::string(lower) : latex_word(lower));
}

} // namespace autodiff::writing
