#include <autodiff/validation/proof.hpp>

#include <fmt/format.h>

namespace autodiff {

namespace {

std::string point_text(const std::vector<double>& point, const std::vector<std::string>& names) {
    std::string text;
    for (std::size_t i = 0; i < point.size(); ++i) {
        const std::string name = i < names.size() ? names[i] : point.size() == 1 ? "x" : fmt::format("x{}", i);
        text += fmt::format("{}{} = {}", i == 0 ? "" : ", ", name, point[i]);
    }
    return text;
}

} // namespace

std::string to_text(const Proof& proof, const std::vector<std::string>& names) {
    if (proof.verdict == Verdict::unknown) return "unknown: " + proof.obstacle;
    if (proof.verdict == Verdict::refuted) {
        const Witness& w = *proof.witness;
        return fmt::format("refuted: at {} the left side is {} and the right side {}", point_text(w.point, names),
                           w.left_text, w.right_text);
    }
    constexpr double exactly = -900; // nothing had to be tested: the expressions are the same
    std::string text = proof.log2_error < exactly
                           ? std::string("proved")
                           : fmt::format("proved, with a probability of error below 2^{:.0f}", proof.log2_error);
    for (std::size_t i = 0; i < proof.assumptions.size(); ++i)
        text += (i == 0 ? ", for " : ", ") + proof.assumptions[i];
    return text;
}

} // namespace autodiff

fmt::format_context::iterator fmt::formatter<autodiff::Proof>::format(const autodiff::Proof& proof,
                                                                      fmt::format_context& context) const {
    return fmt::formatter<fmt::string_view>::format(autodiff::to_text(proof), context);
}
