/// The tools by the parts they play, and the times that the others are measured by.
#pragma once

#include <benchmarks/report/results.hpp>

#include <optional>
#include <string_view>

namespace benchmarks {

inline constexpr std::string_view plain_tool = "plain";
inline constexpr std::string_view by_hand_tool = "by hand";
/// The peer whose cold start is the yardstick of cold starts.
inline constexpr std::string_view cold_yardstick_tool = "CoDiPack linear";

/// The function alone, without a derivative: "plain", and "plain_scalar" compiled without vectorisation.
[[nodiscard]] bool is_plain(std::string_view tool);
/// The function alone by whatever number type: the plain tools, and "Var" without a recorder.
[[nodiscard]] bool is_value_only(std::string_view tool);
/// This library: "autodiff" and its variants, and "Var" without a recorder.
[[nodiscard]] bool is_ours(std::string_view tool);
/// Everybody else's tool.
[[nodiscard]] bool is_peer(std::string_view tool);
/// What every run measures, whatever tools were asked for: plain and by hand.
[[nodiscard]] bool is_yardstick(std::string_view tool);

/// Medians in seconds.
[[nodiscard]] double warm_time(const Measurement& measurement);
[[nodiscard]] std::optional<double> cold_time(const Measurement& measurement);

[[nodiscard]] const Measurement* find_tool(const ProblemResults& problem, std::string_view tool);
/// The warm time of the fastest plain function, of the derivative by hand, of the fastest peer: none if not measured.
[[nodiscard]] std::optional<double> plain_time(const ProblemResults& problem);
[[nodiscard]] std::optional<double> by_hand_time(const ProblemResults& problem);
[[nodiscard]] std::optional<double> best_peer_time(const ProblemResults& problem);

/// One measurement against the yardsticks of its problem; none where the yardstick is missing.
struct Ratios {
    std::optional<double> to_plain;          ///< warm time over the fastest plain time
    std::optional<double> to_by_hand;        ///< warm time over the time by hand
    std::optional<double> peer_speed;        ///< time of the fastest peer over this warm time: above 1 is faster
    std::optional<double> to_cold_yardstick; ///< cold time over that of cold_yardstick_tool
};
[[nodiscard]] Ratios ratios(const ProblemResults& problem, const Measurement& measurement);

/// Bytes of memory a recorded statement. None where nothing was recorded or the tool does not tell its bytes (0).
[[nodiscard]] std::optional<double> bytes_per_statement(const Measurement& measurement);

} // namespace benchmarks
