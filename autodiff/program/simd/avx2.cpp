#define AUTODIFF_INSTRUCTION_SET avx2

// The build compiles this file for avx2 where the compiler knows how.
#if defined(__AVX2__) && defined(__FMA__)
#include <autodiff/program/simd/all_kernels.hpp>
#else
#include <autodiff/program/instruction.hpp>
#endif

namespace autodiff::program {

const Kernels* avx2_kernels() {
#if defined(__AVX2__) && defined(__FMA__)
    return &avx2::kernels;
#else
    return nullptr;
#endif
}

} // namespace autodiff::program
