#include <autodiff/program/block_runner.hpp>

#include <algorithm>
#include <utility>

namespace autodiff::program {

namespace {

/// Some points, copied one after the other.
std::vector<double> copy_points(const Points& points, const std::vector<std::size_t>& which) {
    std::vector<double> copy;
    copy.reserve(which.size() * points.elements);
    for (const std::size_t i : which)
        for (std::size_t k = 0; k < points.elements; ++k)
            copy.push_back(points.at(i)[static_cast<std::ptrdiff_t>(k) * points.element_stride]);
    return copy;
}

} // namespace

BlockRunner::BlockRunner(const Plan& plan, const BatchCode& code, std::span<const double> uniforms)
    : plan_(plan), code_(code), uniforms_(uniforms), guarded_(code.guarded()), width_(code.kernels().lanes),
      slots_(code.room()), sums_(plan.sums * width_), scratch_(code.scratch()), failed_(guarded_ ? code.lanes() : 0) {
    start();
}

void BlockRunner::start() {
    std::ranges::fill(sums_.all(), 0);
    summed_ = 0;
}

void BlockRunner::look_ahead(const Points& points, std::size_t following) {
    const auto elements = static_cast<std::ptrdiff_t>(points.elements);
    const bool in_one_piece = points.element_stride == 1 && points.point_stride == elements;
    const std::size_t asked = std::exchange(ahead_.asked, 0); // for the block before
    ahead_.next = ahead_.end = points.data + points.points * points.elements;
    if (!in_one_piece || asked == 0) return;
    ahead_.end += following * points.elements;
    ahead_.portion = (ahead_.end - ahead_.next) / static_cast<std::ptrdiff_t>(asked) + 1;
}

void BlockRunner::run(const Points& points, std::size_t following) {
    const std::size_t vectors = (points.points + width_ - 1) / width_;
    double* const nested = slots_.data() + code_.slots() * code_.lanes();
    look_ahead(points, following);
    const Frame frame{slots_.data(),  uniforms_.data(), sums_.data(), scratch_.data(),
                      failed_.data(), vectors,          nested,       &ahead_};
    const Outside outside{points.point_stride, points.element_stride, points.points};
    for (const BatchCode::Run& inputs : code_.inputs())
        code_.kernels().gather(frame, points.data + static_cast<std::ptrdiff_t>(inputs.first) * points.element_stride,
                               outside, inputs.offsets.data(), inputs.offsets.size());
    std::fill(failed_.begin(), failed_.end(), 0);
    for (const Instruction& instruction : code_.instructions()) {
        instruction.kernel(instruction, frame);
        ahead_.ask();
    }
}

bool BlockRunner::collect_failures(std::size_t first, std::size_t count, std::vector<GuardFailure>& failures) {
    const std::size_t before = failures.size();
    for (std::size_t lane = 0; lane < count && guarded_; ++lane)
        if (failed_[lane] != 0) failures.push_back({first + lane, failed_[lane] - 1});
    return failures.size() > before;
}

void BlockRunner::fill_uniform_outputs(const OutputPoints& outputs) const {
    for (std::size_t k = 0; k < plan_.outputs.size(); ++k)
        if (plan_.outputs[k].uniform)
            for (std::size_t i = 0; i < outputs.points; ++i)
                outputs.at(i)[static_cast<std::ptrdiff_t>(k) * outputs.element_stride] = uniforms_[plan_.outputs[k].id];
}

void BlockRunner::map(const Points& points, const OutputPoints& outputs, std::size_t first, std::size_t count,
                      std::vector<GuardFailure>& failures) {
    run(points.part(first, count), std::min(count, points.points - first - count));
    const std::size_t known = failures.size();
    collect_failures(first, count, failures);
    const auto write = [&](std::size_t from, std::size_t to) {
        const OutputPoints part = outputs.part(first + from, to - from);
        const Frame frame{slots_.data() + from, nullptr, nullptr, nullptr, nullptr, 0, nullptr, &ahead_};
        for (const BatchCode::Run& run : code_.outputs())
            code_.kernels().scatter(frame, part.data + static_cast<std::ptrdiff_t>(run.first) * part.element_stride,
                                    {part.point_stride, part.element_stride, part.points}, run.offsets.data(),
                                    run.offsets.size());
        fill_uniform_outputs(part);
    };
    std::size_t from = 0;
    for (std::size_t k = known; k < failures.size(); ++k) {
        write(from, failures[k].point - first);
        from = failures[k].point - first + 1;
    }
    write(from, count);
}

void BlockRunner::add_whole_vectors(const Points& points, std::size_t following) {
    if (points.points == 0) return;
    run(points, following);
    summed_ += points.points;
}

/// Fewer points than a vector has lanes: the lanes that repeat the last point must not count.
void BlockRunner::add_part_of_vector(const Points& points) {
    if (points.points == 0) return;
    const std::vector<double> before(sums_.all().begin(), sums_.all().end());
    std::ranges::fill(sums_.all(), 0);
    run(points, 0);
    for (std::size_t i = 0; i < before.size(); ++i)
        sums_.data()[i] = before[i] + (i % width_ < points.points ? sums_.data()[i] : 0);
    summed_ += points.points;
}

void BlockRunner::add_unguarded(const Points& points, std::size_t following) {
    const std::size_t whole = points.points / width_ * width_;
    add_whole_vectors(points.part(0, whole), whole == points.points ? following : 0);
    add_part_of_vector(points.part(whole, points.points - whole));
}

void BlockRunner::add(const Points& points, std::size_t first, std::size_t count, std::vector<GuardFailure>& failures) {
    const Points part = points.part(first, count);
    const std::size_t following = std::min(count, points.points - first - count);
    if (!guarded_) return add_unguarded(part, following);
    // First only to see which points take the recorded branches, then those alone.
    const std::vector<double> before(sums_.all().begin(), sums_.all().end());
    const std::size_t known = failures.size();
    run(part, following);
    collect_failures(first, count, failures);
    if (failures.size() == known && count % width_ == 0) {
        summed_ += count;
        return;
    }
    std::copy(before.begin(), before.end(), sums_.data());
    std::vector<std::size_t> good;
    std::size_t next = known;
    for (std::size_t i = 0; i < count; ++i)
        if (next < failures.size() && failures[next].point == first + i)
            ++next;
        else
            good.push_back(i);
    const std::vector<double> copy = copy_points(part, good);
    add_unguarded({copy.data(), good.size(), part.elements, static_cast<std::ptrdiff_t>(part.elements)}, 0);
}

std::vector<double> BlockRunner::sums() const {
    std::vector<double> totals(plan_.sums);
    for (std::size_t k = 0; k < totals.size(); ++k)
        for (std::size_t lane = 0; lane < width_; ++lane) totals[k] += sums_.data()[k * width_ + lane];
    return totals;
}

} // namespace autodiff::program
