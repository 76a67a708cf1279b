#include <autodiff/program/instruction_sets.hpp>

#include <autodiff/base/error.hpp>
#include <autodiff/program/program.hpp>

#include <algorithm>
#include <array>
#include <fmt/format.h>

namespace autodiff {

namespace program {

namespace {

bool always() { return true; }
#if defined(__x86_64__)
bool has_avx2() { return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma"); }
bool has_avx512() {
    return has_avx2() && __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq") &&
           __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512bw");
}
#else
bool has_avx2() { return false; }
bool has_avx512() { return false; }
#endif

struct Row {
    InstructionSet set;
    const char* name;
    const Kernels* (*kernels)();
    bool (*runs_here)();

    [[nodiscard]] bool usable() const { return kernels() != nullptr && runs_here(); }
};

/// From the poorest to the best.
constexpr std::array<Row, 3> rows{{{InstructionSet::baseline, "baseline", baseline_kernels, always},
                                   {InstructionSet::avx2, "AVX2", avx2_kernels, has_avx2},
                                   {InstructionSet::avx512, "AVX-512", avx512_kernels, has_avx512}}};

const Row& row(InstructionSet set) { return rows[static_cast<std::size_t>(set)]; }

} // namespace

const Kernels& kernels(std::optional<InstructionSet> set) {
    const InstructionSet wanted = set.value_or(instruction_sets().back());
    if (!row(wanted).usable())
        throw Error(fmt::format("compile: this processor or this build has no {}; leave the instruction set open.",
                                row(wanted).name));
    return *row(wanted).kernels();
}

InstructionSet set_of(const Kernels& kernels) {
    return std::find_if(rows.begin(), rows.end(), [&](const Row& r) { return r.kernels() == &kernels; })->set;
}

} // namespace program

std::vector<InstructionSet> instruction_sets() {
    std::vector<InstructionSet> sets;
    for (const program::Row& row : program::rows)
        if (row.usable()) sets.push_back(row.set);
    return sets;
}

const char* name(InstructionSet set) { return program::row(set).name; }

} // namespace autodiff
