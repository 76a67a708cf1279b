#define AUTODIFF_INSTRUCTION_SET avx512

// The build compiles this file for avx512 where the compiler knows how.
#if defined(__AVX512F__)
#include <autodiff/program/simd/all_kernels.hpp>
#else
#include <autodiff/program/instruction.hpp>
#endif

namespace autodiff::program {

const Kernels* avx512_kernels() {
#if defined(__AVX512F__)
    return &avx512::kernels;
#else
    return nullptr;
#endif
}

} // namespace autodiff::program
