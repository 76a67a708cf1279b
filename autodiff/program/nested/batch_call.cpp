#include <autodiff/program/nested/batch_call.hpp>

#include <autodiff/graph/run_loop.hpp>
#include <autodiff/program/nested/state_pool.hpp>
#include <autodiff/program/nested/uniform_values.hpp>

#include <algorithm>
#include <cstring>

namespace autodiff::program {

namespace {

/// A body, where it works, and how its numbers come and go. A row is one number of all points of the block.
class Running {
  public:
    Running(const BatchBody& body, const double* uniforms, double* room, const Frame& caller)
        : body_(body), frame_(caller), row_(caller.vectors * body.code.kernels().lanes) {
        frame_.slots = room;
        frame_.uniforms = uniforms;
        frame_.sums = nullptr;
        frame_.nested = room + body.code.slots() * body.code.lanes();
    }

    /// Input k of those that are not uniform.
    void put(std::size_t k, const double* row) const {
        if (body_.inputs[k] != none) std::memcpy(frame_.slots + body_.inputs[k], row, row_ * sizeof(double));
    }
    void put(std::size_t k, double number) const {
        if (body_.inputs[k] != none) std::fill_n(frame_.slots + body_.inputs[k], row_, number);
    }
    void put(std::size_t k, const Operand& argument, const Frame& caller) const {
        if (argument.uniform)
            put(k, caller.uniforms[argument.id]);
        else
            put(k, caller.slots + argument.id);
    }
    void take(std::size_t k, double* row) const {
        const Operand& output = body_.outputs[k];
        if (output.uniform)
            std::fill_n(row, row_, frame_.uniforms[output.id]);
        else
            std::memcpy(row, frame_.slots + output.id, row_ * sizeof(double));
    }
    void add(std::size_t k, double* row) const {
        const Operand& output = body_.outputs[k];
        for (std::size_t lane = 0; lane < row_; ++lane)
            row[lane] += output.uniform ? frame_.uniforms[output.id] : frame_.slots[output.id + lane];
    }
    void run() const {
        if (body_.failing_guard != none)
            for (std::size_t lane = 0; lane < row_; ++lane)
                if (frame_.failed[lane] == 0) frame_.failed[lane] = body_.failing_guard + 1;
        for (const Instruction& instruction : body_.code.instructions()) instruction.kernel(instruction, frame_);
    }
    [[nodiscard]] std::size_t row() const { return row_; }

  private:
    const BatchBody& body_;
    Frame frame_;
    std::size_t row_;
};

const double* uniforms_of(const BatchBody& body, std::uint32_t first, const Frame& caller) {
    return first == none ? body.constants.data() : caller.uniforms + first;
}

/// The steps of a loop for a block of points (see graph/run_loop.hpp). Rows of a state lie `lanes` apart.
class BatchSteps {
  public:
    using State = StatePool::State;

    BatchSteps(const BatchCall& call, const Frame& frame)
        : call_(call), function_(call.function->function), frame_(frame), lanes_(call.function->lanes),
          states_(function_.states()), elements_(function_.elements()),
          body_(*call.function->body, uniforms_of(*call.function->body, call.body_uniforms, frame), frame.nested,
                frame),
          pool_(frame.nested + call.function->body->code.room(), call.function->state_numbers()) {
        for (std::size_t k = 0; k < function_.shared; ++k)
            if (varies(states_ + k)) shared_.push_back(states_ + k);
        put_shared(body_);
    }

    State room_for_state() { return pool_.take(); }
    State first_state() {
        State state = pool_.take();
        for (std::size_t k = 0; k < states_; ++k) copy(call_.arguments[k], row(state, k));
        return state;
    }
    void forward(const State& from, std::size_t i, State& to) {
        put_step(body_, from, i);
        body_.run();
        for (std::size_t k = 0; k < states_; ++k) body_.take(k, row(to, k));
    }
    void finish(const State& last) {
        for (std::size_t k = 0; k < states_; ++k)
            if (call_.results[k] != none) std::memcpy(result(k), row(last, k), body_.row() * sizeof(double));
    }

    [[nodiscard]] const GraphFunction& function() const { return function_; }

  protected:
    [[nodiscard]] bool varies(std::size_t input) const {
        return call_.function->uniform_inputs.empty() || !call_.function->uniform_inputs[input];
    }
    void put_shared(const Running& body) const {
        for (std::size_t k = 0; k < shared_.size(); ++k) body.put(states_ + k, call_.arguments[shared_[k]], frame_);
    }
    void put_step(const Running& body, const State& state, std::size_t i) const {
        for (std::size_t k = 0; k < states_; ++k) body.put(k, row(state, k));
        const std::size_t first = states_ + function_.shared + i * elements_;
        for (std::size_t k = 0; k < elements_; ++k)
            body.put(states_ + shared_.size() + k, call_.arguments[first + k], frame_);
    }
    void copy(const Operand& argument, double* row) const {
        if (argument.uniform)
            std::fill_n(row, body_.row(), frame_.uniforms[argument.id]);
        else
            std::memcpy(row, frame_.slots + argument.id, body_.row() * sizeof(double));
    }
    [[nodiscard]] double* row(const State& state, std::size_t k) const { return state.data() + k * lanes_; }
    [[nodiscard]] double* result(std::size_t k) const { return frame_.slots + call_.results[k]; }

    const BatchCall& call_;
    const GraphFunction& function_;
    const Frame& frame_;
    std::size_t lanes_;
    std::size_t states_;
    std::size_t elements_;
    std::vector<std::size_t> shared_; // arguments that are shared by the steps and differ from point to point
    Running body_;
    StatePool pool_;
};

/// A repeat_reverse.
class BatchStepsBack : public BatchSteps {
  public:
    /// The adjoint body works behind the states.
    BatchStepsBack(const BatchCall& call, const Frame& frame, double* room)
        : BatchSteps(call, frame), adjoint_(room),
          adjoint_body_(*call.function->adjoint, uniforms_of(*call.function->adjoint, call.adjoint_uniforms, frame),
                        room + call.function->state_numbers(), frame) {
        put_shared(adjoint_body_);
        for (std::size_t k = 0; k < states_; ++k)
            copy(call.arguments[call.arguments.size() - states_ + k], adjoint_ + k * lanes_);
        // Sums begin with -0, to which every number adds exactly, as in evaluation.
        for (std::size_t k = states_; k < states_ + function_.shared; ++k)
            if (call.results[k] != none) std::fill_n(result(k), adjoint_body_.row(), function_.steps == 0 ? 0.0 : -0.0);
    }
    void backward(const State& before, std::size_t i) {
        put_step(adjoint_body_, before, i);
        for (std::size_t k = 0; k < states_; ++k)
            adjoint_body_.put(states_ + shared_.size() + elements_ + k, adjoint_ + k * lanes_);
        adjoint_body_.run();
        for (std::size_t k = 0; k < states_; ++k) adjoint_body_.take(k, adjoint_ + k * lanes_);
        std::size_t output = states_;
        for (std::size_t k = 0; k < function_.shared; ++k, ++output)
            if (call_.results[states_ + k] != none) adjoint_body_.add(output, result(states_ + k));
        const std::size_t first = states_ + function_.shared + i * elements_;
        for (std::size_t k = 0; k < elements_; ++k, ++output)
            if (call_.results[first + k] != none) adjoint_body_.take(output, result(first + k));
    }
    void finish() {
        for (std::size_t k = 0; k < states_; ++k)
            if (call_.results[k] != none) std::memcpy(result(k), adjoint_ + k * lanes_, body_.row() * sizeof(double));
    }

  private:
    double* adjoint_; // of the state behind the step at hand
    Running adjoint_body_;
};

std::size_t pool_room(const BatchFunction& called) {
    const bool reversed = called.adjoint != nullptr;
    return StatePool::room(reversed ? called.function.steps : 1, reversed ? snapshots(called.function) : 1,
                           called.state_numbers());
}

void run_once(const BatchCall& call, const Frame& frame) {
    const BatchBody& code = *call.function->body;
    const Running body(code, uniforms_of(code, call.body_uniforms, frame), frame.nested, frame);
    const std::vector<bool>& uniform = call.function->uniform_inputs;
    std::size_t input = 0;
    for (std::size_t k = 0; k < call.arguments.size(); ++k)
        if (uniform.empty() || !uniform[k]) body.put(input++, call.arguments[k], frame);
    body.run();
    for (std::size_t k = 0; k < call.results.size(); ++k)
        if (call.results[k] != none) body.take(k, frame.slots + call.results[k]);
}

} // namespace

BatchBody::BatchBody(const Plan& plan, const Kernels& kernels, std::size_t lanes, BatchBodies& bodies)
    : code(plan, kernels, lanes, bodies), parameters(plan.uniforms.inputs().size()), failing_guard(plan.failing_guard) {
    const auto offset = [&](std::uint32_t value) {
        return value == none ? none : plan.slot_of[value] * static_cast<std::uint32_t>(lanes);
    };
    for (const std::uint32_t input : plan.inputs) inputs.push_back(offset(input));
    for (const Operand& output : plan.outputs)
        outputs.push_back({output.uniform, output.uniform ? output.id : offset(output.id)});
    if (parameters == 0) constants = uniform_values(plan, {}, false);
}

std::size_t BatchFunction::room() const {
    if (!function.is_loop()) return body->code.room();
    const std::size_t forward = body->code.room() + pool_room(*this);
    return adjoint == nullptr ? forward : forward + state_numbers() + adjoint->code.room();
}

void run_call(const Instruction& instruction, const Frame& frame) {
    const BatchCall& call = *instruction.call;
    const BatchFunction& called = *call.function;
    switch (called.function.kind) {
    case GraphFunction::Kind::call:
        return run_once(call, frame);
    case GraphFunction::Kind::repeat: {
        BatchSteps steps(call, frame);
        steps.finish(run_loop(called.function, steps));
        return;
    }
    case GraphFunction::Kind::repeat_reverse: {
        BatchStepsBack steps(call, frame, frame.nested + called.body->code.room() + pool_room(called));
        run_loop_reverse(called.function, steps);
        steps.finish();
        return;
    }
    }
}

std::shared_ptr<const BatchBody> BatchBodies::body(const std::shared_ptr<const Plan>& plan) {
    if (plan == nullptr) return nullptr;
    if (const auto known = known_.find(plan.get()); known != known_.end()) return known->second;
    return known_[plan.get()] = std::make_shared<const BatchBody>(*plan, kernels_, lanes_, *this);
}

std::shared_ptr<const BatchFunction> BatchBodies::function(const PlannedFunction& planned) {
    return std::make_shared<const BatchFunction>(
        BatchFunction{planned.function, planned.uniform_inputs, body(planned.body), body(planned.adjoint), lanes_});
}

} // namespace autodiff::program
