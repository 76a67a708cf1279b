#pragma once

#include <sched.h>

namespace benchmarks {

/// Binds this process and those it starts to the last core it may use (the first one serves most interrupts) and
/// returns that core's number; -1 if the system refuses.
inline int bind_to_one_core() {
    cpu_set_t allowed;
    if (sched_getaffinity(0, sizeof allowed, &allowed) != 0) { return -1; }
    int last = -1;
    for (int core = 0; core < CPU_SETSIZE; ++core) {
        if (CPU_ISSET(core, &allowed)) { last = core; }
    }
    if (last < 0) { return -1; }
    cpu_set_t one;
    CPU_ZERO(&one);
    CPU_SET(last, &one);
    return sched_setaffinity(0, sizeof one, &one) == 0 ? last : -1;
}

} // namespace benchmarks
