#pragma once

#include <autodiff/validation/interval.hpp>

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#if __has_include(<fmt/base.h>)
#include <fmt/base.h>
#else
#include <fmt/core.h>
#endif

namespace autodiff {

enum class Verdict : std::uint8_t { proved, refuted, unknown };

/// A point at which two functions certainly differ, and their values there, correctly rounded.
struct Witness {
    std::vector<double> point;
    double left, right;
    std::string left_text, right_text; ///< with as many digits as it takes to tell them apart, and some more
};

/// The outcome of an attempt to prove that two functions are equal. Proved: they are equal at every point of the domain
/// at which both are defined and the assumptions hold, but with a probability of error of at most 2^log2_error over the
/// random choices of the seed. Refuted: they differ at the witness. Prints as a sentence.
struct Proof {
    Verdict verdict = Verdict::unknown;
    double log2_error = 0;                     ///< of a proof: at most -100
    std::vector<std::string> assumptions = {}; ///< of a proof: "x > 0"
    std::optional<Witness> witness = {};       ///< of a refutation
    std::string obstacle = {};                 ///< of unknown: the subexpression that stopped it, and why
    bool stopped = false;                      ///< of unknown: by the options' progress
    explicit operator bool() const { return verdict == Verdict::proved; }
};

struct ProofOptions {
    std::vector<std::string> names = {}; ///< of the inputs, for texts
    std::vector<Interval> domain = {};   ///< one an input, or empty: the real line
    std::uint64_t seed = 0x5eed;
    /// Called now and then; false: stop. What is not decided then is unknown. The share that it is called with is that
    /// of the outputs done, 0 for a function's only one.
    std::function<bool(double done)> progress = {};
};

/// "proved (error below 2^-196), assuming x > 0", "refuted: at x = 1 the left is 2 and the right 3", "unknown: ...".
[[nodiscard]] std::string to_text(const Proof& proof, const std::vector<std::string>& names = {});

} // namespace autodiff

template <>
struct fmt::formatter<autodiff::Proof> : fmt::formatter<fmt::string_view> {
    fmt::format_context::iterator format(const autodiff::Proof& proof, fmt::format_context& context) const;
};
