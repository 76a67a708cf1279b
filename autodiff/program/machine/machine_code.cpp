#include <autodiff/program/machine/machine_code.hpp>

#include <autodiff/program/machine/translator.hpp>

namespace autodiff::program::machine {

#if defined(__x86_64__) && (defined(__unix__) || defined(__APPLE__))

namespace {

/// Displacements have 31 bits, an operand takes less than 32 bytes of code.
constexpr std::size_t most_operands = std::size_t{1} << 25;

bool runs_here() { return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma"); }

} // namespace

std::unique_ptr<const MachineCode> MachineCode::make(const StraightLine& line, const Kernels& kernels) {
    if (!runs_here() || line.operands.size() + line.numbers() + line.outputs.size() > most_operands) return nullptr;
    Translator translator(line, kernels);
    std::unique_ptr<const MachineCode> code(
        new MachineCode(translator.code(), translator.take_calls(), translator.room()));
    return code->memory_.code() == nullptr ? nullptr : std::move(code);
}

#else

std::unique_ptr<const MachineCode> MachineCode::make(const StraightLine&, const Kernels&) { return nullptr; }

#endif

} // namespace autodiff::program::machine
