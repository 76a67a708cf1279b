#pragma once

#include <benchmarks/all_problems.hpp>
#include <benchmarks/contender.hpp>

#include <memory>
#include <string>
#include <string_view>

namespace benchmarks {

/// Adds an entry for every problem P with `Tool<P>::supports`. Tool<P> is a Contender; at most one lives at a time,
/// since most tools have one active tape a thread.
template <template <class> class Tool>
void register_tool(std::string_view tool_name) {
    for_each_problem([&]<class P>() {
        if constexpr (Tool<P>::supports)
            entries().push_back({std::string(P::name), std::string(tool_name),
                                 []() -> std::unique_ptr<Contender> { return std::make_unique<Tool<P>>(); }});
    });
}

// One function a file of this folder: it adds the entries of its tool, or of its tool's variants.
void register_plain();
void register_plain_scalar();
void register_by_hand();
void register_passive();
void register_autodiff_tape();
void register_autodiff_dual();
void register_adolc();
void register_ceres_jet();
void register_codipack();
void register_xad();
void register_adept();
void register_cppad();

} // namespace benchmarks
