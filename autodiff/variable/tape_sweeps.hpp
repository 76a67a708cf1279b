#pragma once

// The member functions of TapeOf. Included by tape.hpp.

#include <autodiff/variable/tape.hpp>

#include <algorithm>
#include <cmath>

namespace autodiff {

template <class T>
Real<T> TapeOf<T>::variable(const T& value) {
    if (!active()) tape_error::inactive();
    return Scalar::from_recorder(value, recording_.variable());
}

template <class T>
std::vector<Real<T>> TapeOf<T>::variables(std::span<const T> values) {
    std::vector<Scalar> result;
    result.reserve(values.size());
    for (const T& value : values) result.push_back(variable(value));
    return result;
}

template <class T>
std::size_t TapeOf<T>::place(const Scalar& y, const char* operation) const {
    if (!recording_.contains(y.id())) tape_error::foreign(operation);
    return recording_.place(y.id());
}

template <class T>
std::size_t TapeOf<T>::input_place(const Scalar& x, const char* operation) const {
    if (!x.active()) tape_error::constant(operation);
    return place(x, operation);
}

template <class T>
void TapeOf<T>::reverse(const Scalar& y, const T& weight) {
    if (y.active()) static_cast<void>(place(y, "Tape::reverse"));
    clear_adjoints();
    seed(y, weight);
    sweep();
}

template <class T>
T TapeOf<T>::adjoint(const Scalar& x) const {
    return adjoints_[input_place(x, "Tape::adjoint")];
}

template <class T>
void TapeOf<T>::clear_adjoints() {
    adjoints_.clear(recording_.statements());
}

template <class T>
void TapeOf<T>::seed(const Scalar& y, const T& weight) {
    if (!y.active()) return;
    const std::size_t statement = place(y, "Tape::seed");
    adjoints_.extend(recording_.statements());
    adjoints_.at(statement) += weight;
}

template <class T>
void TapeOf<T>::sweep_to(const Position& position) {
    recording_.check_position(position, "Tape::sweep_to");
    adjoints_.extend(recording_.statements());
    sweep_back(adjoints_, position);
}

template <class T>
template <class A>
void TapeOf<T>::sweep_back(Adjoints<A>& adjoints, const Position& to) {
    const PauseForCalls<T> pause(recording_);
    reverse_through(recording_, adjoints, recording_.position(), to);
}

template <class T>
template <class A>
void TapeOf<T>::sweep_forward(Adjoints<A>& tangents) {
    const PauseForCalls<T> pause(recording_);
    forward_through(recording_, tangents, recording_.start(), recording_.position());
}

// Row k of the result is the sum over i of weight(k, i) times dy[i]/dx; `Lanes` rows are swept at once.
template <class T>
template <std::size_t Lanes, class Weight>
std::vector<T> TapeOf<T>::sweep_rows(std::size_t rows, std::span<const Scalar> y, Weight weight,
                                     std::span<const Scalar> x) {
    if constexpr (Lanes > 1)
        if (rows <= Lanes / 2) return sweep_rows<Lanes / 2>(rows, y, weight, x);
    for (const Scalar& input : x) static_cast<void>(input_place(input, "Tape::jacobian"));
    Adjoints<AdjointVector<T, Lanes>> adjoints;
    std::vector<T> result;
    result.reserve(rows * x.size());
    for (std::size_t first = 0; first < rows; first += Lanes) {
        const std::size_t lanes = std::min(Lanes, rows - first);
        adjoints.clear(recording_.statements());
        for (std::size_t i = 0; i < y.size(); ++i) {
            if (!y[i].active()) continue;
            auto& lane = adjoints.at(place(y[i], "Tape::jacobian")).lane;
            for (std::size_t k = 0; k < lanes; ++k) lane[k] += weight(first + k, i);
        }
        sweep_back(adjoints, recording_.start());
        for (std::size_t k = 0; k < lanes; ++k)
            for (const Scalar& input : x) result.push_back(adjoints[recording_.place(input.id())].lane[k]);
    }
    return result;
}

template <class T>
template <std::size_t Lanes>
std::vector<T> TapeOf<T>::jacobian(std::span<const Scalar> y, std::span<const Scalar> x) {
    return sweep_rows<Lanes>(
        y.size(), y, [](std::size_t row, std::size_t i) { return T(row == i ? 1 : 0); }, x);
}

template <class T>
template <std::size_t Lanes>
std::vector<T> TapeOf<T>::reverse_directions(std::span<const Scalar> y, std::span<const T> weights,
                                             std::span<const Scalar> x) {
    const std::size_t rows = y.empty() ? 0 : weights.size() / y.size();
    require_size(weights.size(), rows * y.size(), "Tape::reverse_directions", "weights, a whole number of rows,");
    return sweep_rows<Lanes>(
        rows, y, [&](std::size_t row, std::size_t i) { return weights[row * y.size() + i]; }, x);
}

template <class T>
std::vector<T> TapeOf<T>::forward(std::span<const Scalar> x, std::span<const T> direction, std::span<const Scalar> y) {
    require_size(direction.size(), x.size(), "Tape::forward", "rates");
    Adjoints<T> tangents;
    tangents.clear(recording_.statements());
    for (std::size_t j = 0; j < x.size(); ++j) tangents.at(input_place(x[j], "Tape::forward")) += direction[j];
    sweep_forward(tangents);
    std::vector<T> result;
    result.reserve(y.size());
    for (const Scalar& output : y) result.push_back(output.active() ? tangents[place(output, "Tape::forward")] : T(0));
    return result;
}

template <class T>
template <std::size_t Lanes>
std::vector<T> TapeOf<T>::forward_jacobian(std::span<const Scalar> y, std::span<const Scalar> x) {
    Adjoints<AdjointVector<T, Lanes>> tangents;
    std::vector<T> result(y.size() * x.size(), T(0));
    for (std::size_t first = 0; first < x.size(); first += Lanes) {
        const std::size_t lanes = std::min(Lanes, x.size() - first);
        tangents.clear(recording_.statements());
        for (std::size_t k = 0; k < lanes; ++k)
            tangents.at(input_place(x[first + k], "Tape::forward_jacobian")).lane[k] += T(1);
        sweep_forward(tangents);
        for (std::size_t i = 0; i < y.size(); ++i) {
            if (!y[i].active()) continue;
            const auto& rates = tangents.at(place(y[i], "Tape::forward_jacobian")).lane;
            for (std::size_t k = 0; k < lanes; ++k) result[i * x.size() + first + k] = rates[k];
        }
    }
    return result;
}

template <class T>
void TapeOf<T>::reset() {
    recording_.clear();
    adjoints_.forget();
}

template <class T>
Position TapeOf<T>::position() {
    return recording_.position();
}

template <class T>
void TapeOf<T>::rewind(const Position& position) {
    recording_.rewind(position);
    adjoints_.truncate(position.statements);
}

template <class T>
TapeStatistics TapeOf<T>::statistics() const {
    const std::size_t values = recording_.statements() - 1;
    const std::size_t words = recording_.words_in_use();
    auto variables =
        static_cast<std::size_t>(std::count(recording_.words() + 1, recording_.words() + words, word::variable));
    std::size_t bytes = recording_.size() * sizeof(T) + words * sizeof(Id) + adjoints_.size() * sizeof(T);
    for (const ExternalCall<T>& call : recording_.calls()) {
        variables -= call.outputs.size();
        bytes += sizeof call + (call.inputs.size() + call.outputs.size()) * sizeof(Id) + call.function->bytes();
    }
    return {variables, values - variables, recording_.size(), bytes,
            recording_.reserved_bytes() + adjoints_.size() * sizeof(T)};
}

template <class T>
std::optional<NonFiniteTapePartial<T>> TapeOf<T>::first_non_finite_partial() const {
    using std::isfinite;
    const T* const found = std::find_if(recording_.partials(), recording_.partials() + recording_.size(),
                                        [](const T& partial) { return !isfinite(partial); });
    const auto index = static_cast<std::size_t>(found - recording_.partials());
    if (index == recording_.size()) return std::nullopt;
    const auto [statement, argument] = recording_.origin(index);
    return NonFiniteTapePartial<T>{statement, argument, *found};
}

} // namespace autodiff
