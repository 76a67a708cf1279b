#include <benchmarks/register_all.hpp>

#include <benchmarks/tools/register.hpp>

namespace benchmarks {

void register_all() {
    register_plain();
    register_plain_scalar();
    register_by_hand();
    register_autodiff_tape();
    register_autodiff_dual();
    register_passive();
#ifdef AUTODIFF_BENCH_HAS_CODIPACK
    register_codipack();
#endif
#ifdef AUTODIFF_BENCH_HAS_ADEPT
    register_adept();
#endif
#ifdef AUTODIFF_BENCH_HAS_XAD
    register_xad();
#endif
#ifdef AUTODIFF_BENCH_HAS_CPPAD
    register_cppad();
#endif
#ifdef AUTODIFF_BENCH_HAS_ADOLC
    register_adolc();
#endif
#ifdef AUTODIFF_BENCH_HAS_CERES_JET
    register_ceres_jet();
#endif
}

} // namespace benchmarks
