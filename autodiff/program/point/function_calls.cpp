#include <autodiff/program/point/function_calls.hpp>

namespace autodiff::program {

FunctionCalls::FunctionCalls(const Kernels& kernels, ops::Opcode operation, std::uint32_t count, std::uint32_t operands)
    : count_(count), operands_(operands), vectors_((count + kernels.lanes - 1) / kernels.lanes) {
    padded_ = static_cast<std::uint32_t>(vectors_ * kernels.lanes);
    instruction_.kernel = kernels.operations[ops::index(operation)][0];
    for (std::uint32_t k = 0; k < operands; ++k) instruction_.operands[k] = k * padded_;
    instruction_.result = operands * padded_;
}

void FunctionCalls::run(double* room) const noexcept {
    // The last call again in the rest of the vector: whatever lay there could be slow, a denormal or a huge angle.
    for (std::uint32_t k = 0; k < operands_; ++k)
        for (std::uint32_t i = count_; i < padded_; ++i) room[argument(k, i)] = room[argument(k, count_ - 1)];
    const Frame frame{room, nullptr, nullptr, nullptr, nullptr, vectors_};
    instruction_.kernel(instruction_, frame);
}

} // namespace autodiff::program
