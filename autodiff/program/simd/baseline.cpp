#define AUTODIFF_INSTRUCTION_SET baseline
#include <autodiff/program/simd/all_kernels.hpp>

namespace autodiff::program {

const Kernels* baseline_kernels() { return &baseline::kernels; }

} // namespace autodiff::program
