#include <autodiff/program/machine/machine_code.hpp>

#include <autodiff/program/machine/translator.hpp>

namespace autodiff::program::machine {

MachineCode::~MachineCode() = default;

#if defined(__x86_64__) && (defined(__unix__) || defined(__APPLE__))

namespace {

/// Displacements have 31 bits, an operand takes less than 32 bytes of code.
constexpr std::size_t most_operands = std::size_t{1} << 25;
/// What bodies need takes displacements, too: half of them.
constexpr std::size_t most_body_room = std::size_t{1} << 27;

bool runs_here() { return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma"); }

} // namespace

MachineCode::MachineCode(Translator& translator)
    : memory_(translator.code()), calls_(translator.take_calls()), body_calls_(translator.take_body_calls()),
      functions_(translator.functions()), room_(translator.room()), size_(translator.code().size()) {}

std::unique_ptr<const MachineCode> MachineCode::make(const StraightLine& line, const Kernels& kernels) {
    if (!runs_here() || line.operands.size() + line.numbers() + line.outputs.size() > most_operands ||
        body_room(line) > most_body_room)
        return nullptr;
    Translator translator(line, kernels);
    std::unique_ptr<const MachineCode> code(new MachineCode(translator));
    return code->memory_.code() == nullptr ? nullptr : std::move(code);
}

#else

std::unique_ptr<const MachineCode> MachineCode::make(const StraightLine&, const Kernels&) { return nullptr; }

#endif

} // namespace autodiff::program::machine
