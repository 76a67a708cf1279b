#include <autodiff/program/point_code.hpp>

#include <autodiff/graph/evaluate.hpp>
#include <autodiff/program/aligned_array.hpp>
#include <autodiff/program/nested/point_function.hpp>

#include <algorithm>
#include <array>
#include <functional>
#include <new>
#include <vector>

namespace autodiff::program {

namespace {

/// Numbers that a run may have on the stack: 32 KB, as much as the nearest cache holds.
constexpr std::size_t small_room = 4096;

bool overlap(std::span<const double> a, std::span<const double> b) {
    const std::less<> before;
    return before(a.data(), b.data() + b.size()) && before(b.data(), a.data() + a.size());
}

/// Products and sums are rounded once where that is an instruction.
bool fuses(const Kernels& kernels) {
#if defined(__FP_FAST_FMA)
    return kernels.lanes > 0;
#else
    return &kernels != baseline_kernels();
#endif
}

} // namespace

PointCode::PointCode(Plan plan, const Kernels& kernels, bool machine_code) {
    PointBodies bodies(kernels, machine_code);
    *this = PointCode(std::move(plan), kernels, machine_code, bodies);
}

PointCode::PointCode(Plan plan, const Kernels& kernels, bool machine_code, PointBodies& bodies)
    : inputs_(plan.inputs.size()), outputs_(plan.outputs.size()), failing_guard_(plan.failing_guard) {
    prepare_for_points(plan);
    const std::vector<double> uniforms = node_values(plan.uniforms, {});
    const StepOrder order = depth_first(plan, kernels);
    std::vector<std::shared_ptr<const PointFunction>> functions;
    for (const PlannedFunction& planned : plan.functions) functions.push_back(bodies.function(planned));
    const auto line = [&](const StepOrder& steps) {
        StraightLine result = straight_line(plan, uniforms, steps);
        result.functions = functions;
        return result;
    };
    // Without fused products there is no AVX2, and the kernels are not those that the machine code calls.
    if (machine_code && &kernels != baseline_kernels())
        machine_code_ = machine::MachineCode::make(line(order), kernels);
    if (machine_code_ == nullptr) interpreter_.emplace(line(by_level(plan, order)), kernels, fuses(kernels));
    room_ = machine_code_ != nullptr ? machine_code_->room() : interpreter_->room();
}

std::uint32_t PointCode::run(std::span<double> outputs, std::span<const double> x) const {
    if (room_ > small_room) return run(outputs, x, AlignedArray(room_).data());
    alignas(64) std::array<double, small_room> room; // not set to anything
    return run(outputs, x, room.data());
}

std::uint32_t PointCode::run(double* outputs, const double* x, double* room) const {
    const std::uint32_t failed = machine_code_ != nullptr ? machine_code_->run(outputs, x, room)
                                                          : interpreter_->run({outputs, outputs_}, {x, inputs_}, room);
    return std::min(failed, failing_guard_);
}

std::uint32_t PointCode::run(std::span<double> outputs, std::span<const double> x, double* room) const {
    std::uint32_t failed = none;
    if (machine_code_ == nullptr || !overlap(outputs, x)) {
        failed = run(outputs.data(), x.data(), room); // interpreted, outputs may lie on x
    } else {
        const std::vector<double> copy(x.begin(), x.end());
        failed = run(outputs.data(), copy.data(), room);
    }
    if (failed == PointFunction::out_of_memory) throw std::bad_alloc();
    return failed;
}

} // namespace autodiff::program
