#pragma once

#include <benchmarks/problems/ba.hpp>
#include <benchmarks/problems/black_scholes.hpp>
#include <benchmarks/problems/det.hpp>
#include <benchmarks/problems/gmm.hpp>
#include <benchmarks/problems/hand_tracking.hpp>
#include <benchmarks/problems/kmeans.hpp>
#include <benchmarks/problems/llsq.hpp>
#include <benchmarks/problems/lse.hpp>
#include <benchmarks/problems/lstm.hpp>
#include <benchmarks/problems/network.hpp>
#include <benchmarks/problems/ode.hpp>

namespace benchmarks {

/// Calls `visit.template operator()<P>()` for every problem P, in the order of the reports: the nine families first.
template <class Visit>
void for_each_problem(Visit visit) {
    const auto each = [&]<class... P>() { (visit.template operator()<P>(), ...); };
    each.template operator()<Gmm<10, 25, 1000>, Lstm, Ba, Ode, Det, Kmeans, Lse, Llsq, HandTracking, Gmm<32, 25, 500>,
                             BlackScholes, Network, KmeansHessianVector>();
}

} // namespace benchmarks
