/// Made-up measurements whose ratios are known by heart.
#pragma once

#include <benchmarks/report/results.hpp>

namespace benchmarks {

/// One problem: plain 2 s, plain_scalar 1 s, by hand 4 s, autodiff 8 s, CoDiPack linear 12 s, XAD 16 s; cold autodiff
/// 10 s and CoDiPack linear 40 s. Each time `scale`.
inline ProblemResults problem_of_six_tools(const std::string& name, double scale = 1.0) {
    const auto measured = [&](const char* tool, double warm) {
        return Measurement{.tool = tool, .warm = {0.5 * warm * scale, warm * scale, 9.0 * warm * scale}};
    };
    ProblemResults problem{name, "made up", {}};
    problem.tools = {measured("plain", 2.0),    measured("plain_scalar", 1.0),     measured("by hand", 4.0),
                     measured("autodiff", 8.0), measured("CoDiPack linear", 12.0), measured("XAD", 16.0)};
    problem.tools[3].cold = {11.0 * scale, 10.0 * scale, 1.0 * scale};
    problem.tools[3].recording = RecordingSize{.statements = 1'000'000, .bytes = 33'000'000};
    problem.tools[4].cold = {40.0 * scale};
    return problem;
}

inline Machine made_up_machine() {
    return {.processor = "Abacus <7> & \"beads\"",
            .compiler = "GNU 12.2.0",
            .flags = "-O3",
            .date = "2026-05-01",
            .core = 1};
}

} // namespace benchmarks
