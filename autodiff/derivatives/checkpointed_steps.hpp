#pragma once

#include <autodiff/base/error.hpp>
#include <autodiff/base/snapshots.hpp>
#include <autodiff/derivatives/callable.hpp>
#include <autodiff/derivatives/inner_tape.hpp>
#include <autodiff/tape/external_function.hpp>

#include <algorithm>
#include <cstddef>
#include <span>
#include <utility>
#include <vector>

namespace autodiff::derivatives {

/// step(i, state, parameters) as a state of the same size. Throws ShapeError for another one.
template <class Scalar, class Step>
std::vector<Scalar> call_step(Step& step, std::size_t i, const std::vector<Scalar>& state,
                              const std::vector<Scalar>& parameters) {
    const auto at_state = [&](const std::vector<Scalar>& x) { return step(i, x, parameters); };
    std::vector<Scalar> next = call_for_outputs<Scalar>(at_state, state);
    require_size(next.size(), state.size(), "checkpoint",
                 "elements in the state that a step returns, as in the one it is given");
    return next;
}

/// Many steps as one function of the first state and the parameters, which keeps a few states and computes the others
/// again when adjoints come back.
template <class T, class Step>
class CheckpointedSteps : public ExternalFunction<T> {
  public:
    CheckpointedSteps(std::size_t steps, std::size_t snapshots, Step step, std::vector<T> state,
                      std::vector<Real<T>> parameters)
        : steps_(steps), step_(std::move(step)), parameters_(std::move(parameters)),
          states_(steps, snapshots, std::move(state)) {}

    /// The state after the last step; keeps the snapshots that the reverse will want first.
    std::vector<T> run() {
        states_.begin(advance());
        kept_ = true;
        return advanced(state_before(steps_ - 1), steps_ - 1, steps_);
    }

    void reverse(std::span<const T> output_adjoints, std::span<T> input_adjoints) override {
        if (!std::exchange(kept_, false)) states_.begin(advance());
        InnerTape<T> tape(verb);
        const std::vector<Real<T>> parameters = tape.variables(std::span<const Real<T>>(parameters_));
        tape.begin();
        std::vector<T> adjoint(output_adjoints.begin(), output_adjoints.end());
        for (std::size_t i = steps_; i-- > 0;) reverse_step(tape, parameters, i, adjoint);
        states_.rest();
        std::copy(adjoint.begin(), adjoint.end(), input_adjoints.begin());
        for (std::size_t j = 0; j < parameters.size(); ++j)
            input_adjoints[adjoint.size() + j] = tape.adjoint(parameters[j]);
    }

    void forward(std::span<const T> input_tangents, std::span<T> output_tangents) override {
        std::vector<T> state = states_.first();
        const std::size_t n = state.size();
        std::vector<T> tangent(input_tangents.begin(), input_tangents.begin() + static_cast<std::ptrdiff_t>(n));
        InnerTape<T> tape(verb);
        const std::vector<Real<T>> parameters = tape.variables(std::span<const Real<T>>(parameters_));
        tape.begin();
        for (std::size_t j = 0; j < parameters.size(); ++j) tape.seed(parameters[j], input_tangents[n + j]);
        for (std::size_t i = 0; i < steps_; ++i) forward_step(tape, parameters, i, state, tangent);
        std::copy(tangent.begin(), tangent.end(), output_tangents.begin());
    }

    [[nodiscard]] std::size_t bytes() const override {
        std::size_t numbers = 0;
        states_.for_each([&numbers](const std::vector<T>& state) { numbers += state.size(); });
        return sizeof *this + numbers * sizeof(T) + parameters_.size() * sizeof(Real<T>);
    }

  private:
    static constexpr const char* verb = "checkpoint";

    static std::vector<T> values(const std::vector<Real<T>>& x) {
        std::vector<T> result;
        result.reserve(x.size());
        for (const Real<T>& element : x) result.push_back(element.value());
        return result;
    }

    /// The state before step `last` from the one before step `first`, unrecorded.
    std::vector<T> advanced(const std::vector<T>& from, std::size_t first, std::size_t last) {
        const PauseOf<T> pause;
        std::vector<Real<T>> state(from.begin(), from.end());
        if (!std::exchange(checked_, true)) state = checked_first_step(from, first++);
        std::vector<Real<T>> parameters;
        for (const Real<T>& parameter : parameters_) parameters.emplace_back(parameter.value());
        for (std::size_t i = first; i < last; ++i) state = call_step(step_, i, state, parameters);
        return values(state);
    }

    // A variable that the step captured must be found while the program is still where it made the mistake: so the very
    // first step is recorded.
    std::vector<Real<T>> checked_first_step(const std::vector<T>& from, std::size_t i) {
        InnerTape<T> tape(verb);
        const std::vector<Real<T>> parameters = tape.variables(std::span<const Real<T>>(parameters_));
        tape.begin();
        const std::vector<Real<T>> next = call_step(step_, i, tape.variables(std::span<const T>(from)), parameters);
        tape.check_piece();
        std::vector<Real<T>> constants;
        for (const Real<T>& element : next) {
            if (element.active()) static_cast<void>(tape.place(element));
            constants.emplace_back(element.value());
        }
        return constants;
    }

    auto advance() {
        return [this](const std::vector<T>& from, std::size_t first, std::size_t last) {
            return advanced(from, first, last);
        };
    }

    /// The state before step i, when all steps behind it are reversed.
    const std::vector<T>& state_before(std::size_t i) { return states_.before(i, advance()); }

    void reverse_step(InnerTape<T>& tape, const std::vector<Real<T>>& parameters, std::size_t i,
                      std::vector<T>& adjoint) {
        const std::vector<Real<T>> state = tape.variables(std::span<const T>(state_before(i)));
        const std::vector<Real<T>> next = call_step(step_, i, state, parameters);
        tape.finish_piece();
        for (std::size_t k = 0; k < next.size(); ++k) tape.seed(next[k], adjoint[k]);
        tape.sweep_piece();
        for (std::size_t k = 0; k < state.size(); ++k) adjoint[k] = tape.adjoint(state[k]);
        tape.forget_piece();
    }

    void forward_step(InnerTape<T>& tape, const std::vector<Real<T>>& parameters, std::size_t i, std::vector<T>& state,
                      std::vector<T>& tangent) {
        const std::vector<Real<T>> x = tape.variables(std::span<const T>(state));
        const std::vector<Real<T>> next = call_step(step_, i, x, parameters);
        tape.finish_piece();
        for (std::size_t k = 0; k < x.size(); ++k) tape.seed(x[k], tangent[k]);
        tape.sweep_piece_forward();
        for (std::size_t k = 0; k < next.size(); ++k) tangent[k] = tape.adjoint(next[k]);
        state = values(next);
        tape.forget_piece();
    }

    std::size_t steps_;
    Step step_;
    std::vector<Real<T>> parameters_; // with their ids on the outer tape: constants are constants again
    Snapshots<std::vector<T>> states_;
    bool kept_ = false;    // the snapshots are those that the last step wants
    bool checked_ = false; // the first step was found to capture no variables
};

} // namespace autodiff::derivatives
