#include <autodiff/program/nested/point_function.hpp>

#include <autodiff/graph/run_loop.hpp>
#include <autodiff/program/nested/state_pool.hpp>

#include <algorithm>
#include <new>

namespace autodiff::program {

/// The steps of a loop at one point (see graph/run_loop.hpp).
class PointFunction::Steps {
  public:
    using State = StatePool::State;

    Steps(const PointFunction& called, const double* arguments, double* results, double* room)
        : called_(called), function_(called.function_), states_(function_.states()), shared_(function_.shared),
          elements_(function_.elements()), arguments_(arguments), results_(results), inputs_(room),
          adjoint_(room + function_.body->inputs().size()), outputs_(adjoint_ + states_),
          room_(outputs_ + function_.body->inputs().size()), pool_(room_ + called.body_room_, states_) {
        std::copy_n(arguments_ + states_, shared_, inputs_ + states_);
    }

    State room_for_state() { return pool_.take(); }
    State first_state() {
        State state = pool_.take();
        std::copy_n(arguments_, states_, state.data());
        return state;
    }
    void forward(const State& from, std::size_t i, State& to) {
        put_step(from, i);
        failed_ = std::min(failed_, called_.body_->run(to.data(), inputs_, room_));
    }
    void finish(const State& last) { std::copy_n(last.data(), states_, results_); }

    // Sums begin with -0, to which every number adds exactly, as in evaluation.
    void begin_backward() {
        std::copy_n(arguments_ + called_.arguments_ - states_, states_, adjoint_);
        std::fill_n(results_ + states_, shared_, function_.steps == 0 ? 0.0 : -0.0);
    }
    /// The adjoints are inputs right behind those of the body.
    void backward(const State& before, std::size_t i) {
        put_step(before, i);
        failed_ = std::min(failed_, called_.adjoint_->run(outputs_, inputs_, room_));
        std::copy_n(outputs_, states_, adjoint_);
        const double* output = outputs_ + states_;
        for (std::size_t k = 0; k < shared_; ++k) results_[states_ + k] += *output++;
        std::copy_n(output, elements_, results_ + states_ + shared_ + i * elements_);
    }
    void end_backward() { std::copy_n(adjoint_, states_, results_); }

    [[nodiscard]] std::uint32_t failed() const { return failed_; }

    /// Without the states that are kept.
    [[nodiscard]] static std::size_t room(const GraphFunction& function, std::size_t of_bodies) {
        return 2 * function.body->inputs().size() + function.states() + of_bodies;
    }

  private:
    void put_step(const State& state, std::size_t i) {
        std::copy_n(state.data(), states_, inputs_);
        std::copy_n(arguments_ + states_ + shared_ + i * elements_, elements_, inputs_ + states_ + shared_);
    }

    const PointFunction& called_;
    const GraphFunction& function_;
    std::size_t states_;
    std::size_t shared_;
    std::size_t elements_;
    const double* arguments_;
    double* results_;
    double* inputs_;
    double* adjoint_;
    double* outputs_;
    double* room_;
    StatePool pool_;
    std::uint32_t failed_ = none;
};

PointFunction::PointFunction(GraphFunction function, std::shared_ptr<const PointCode> body,
                             std::shared_ptr<const PointCode> adjoint)
    : function_(std::move(function)), body_(std::move(body)), adjoint_(std::move(adjoint)),
      arguments_(function_.arguments()), results_(function_.results()),
      body_room_(std::max(body_->room(), adjoint_ == nullptr ? 0 : adjoint_->room())) {
    const bool reversed = adjoint_ != nullptr;
    pool_room_ = !function_.is_loop() ? 0
                                      : StatePool::room(reversed ? function_.steps : 1,
                                                        reversed ? snapshots(function_) : 1, function_.states());
    room_ = function_.is_loop() ? Steps::room(function_, body_room_) + pool_room_ : body_room_;
}

std::uint32_t PointFunction::run_loop(const double* arguments, double* results, double* room) const {
    Steps steps(*this, arguments, results, room);
    if (adjoint_ == nullptr) {
        steps.finish(autodiff::run_loop(function_, steps));
    } else {
        steps.begin_backward();
        run_loop_reverse(function_, steps);
        steps.end_backward();
    }
    return steps.failed();
}

std::uint32_t PointFunction::run(double* arguments, double* room) const noexcept {
    double* const results = arguments + arguments_;
    if (!function_.is_loop()) return body_->run(results, arguments, room);
    try {
        return run_loop(arguments, results, room);
    } catch (const std::bad_alloc&) { return out_of_memory; } // for the list of the states that are kept
}

std::shared_ptr<const PointCode> PointBodies::body(const std::shared_ptr<const Plan>& plan) {
    if (plan == nullptr) return nullptr;
    auto& known = known_[plan];
    if (known == nullptr) known = std::make_shared<const PointCode>(*plan, kernels_, machine_code_, *this);
    return known;
}

std::shared_ptr<const PointFunction> PointBodies::function(const PlannedFunction& planned) {
    return std::make_shared<const PointFunction>(planned.function, body(planned.body), body(planned.adjoint));
}

} // namespace autodiff::program
