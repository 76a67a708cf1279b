#include <autodiff/program/batch.hpp>

#include <autodiff/program/block_runner.hpp>
#include <autodiff/program/nested/uniform_values.hpp>

#include <algorithm>
#include <atomic>
#include <fmt/format.h>
#include <memory>
#include <mutex>

namespace autodiff::program {

namespace {

/// A run in pieces, whose number and sizes depend on the number of points only: so do the results.
class Pieces {
  public:
    Pieces(std::size_t points, std::size_t block) : points_(points) {
        constexpr std::size_t most = 64;
        constexpr std::size_t fewest_blocks = 16; // or adding up the pieces would cost as much as the points
        const std::size_t blocks = (points + block - 1) / block;
        size_ = std::max(fewest_blocks, (blocks + most - 1) / most) * block;
    }
    [[nodiscard]] std::size_t count() const { return (points_ + size_ - 1) / size_; }

    /// each(piece, first, last) for all pieces. Throws Cancelled when the callback says so.
    template <class Each>
    void run(const RunOptions& options, const Each& each) const {
        std::atomic<bool> stop = false;
        std::mutex mutex;
        std::size_t done = 0;
        const std::function<void(std::size_t)> task = [&](std::size_t piece) {
            if (stop) return;
            const std::size_t first = piece * size_;
            const std::size_t last = std::min(points_, first + size_);
            each(piece, first, last);
            if (!options.progress) return;
            const std::scoped_lock lock(mutex);
            done += last - first;
            if (!stop && !options.progress(done, points_)) stop = true;
        };
        if (options.workers != nullptr)
            options.workers->run(count(), task);
        else
            for (std::size_t piece = 0; piece < count() && !stop; ++piece) task(piece);
        if (stop && done < points_)
            throw Cancelled(fmt::format("Program: the progress callback ended the run after {} of {} points; their "
                                        "outputs are not to be used.",
                                        done, points_));
    }

  private:
    std::size_t points_;
    std::size_t size_;
};

/// Runners for as many threads as work at once; making one costs more than a block of points.
class Runners {
  public:
    Runners(const Plan& plan, const BatchCode& code, std::span<const double> uniforms)
        : plan_(plan), code_(code), uniforms_(uniforms) {}

    template <class Use>
    void with_one(const Use& use) {
        std::unique_ptr<BlockRunner> runner = take();
        runner->start();
        use(*runner);
        const std::scoped_lock lock(mutex_);
        free_.push_back(std::move(runner));
    }

  private:
    std::unique_ptr<BlockRunner> take() {
        {
            const std::scoped_lock lock(mutex_);
            if (!free_.empty()) {
                std::unique_ptr<BlockRunner> runner = std::move(free_.back());
                free_.pop_back();
                return runner;
            }
        }
        return std::make_unique<BlockRunner>(plan_, code_, uniforms_);
    }

    const Plan& plan_;
    const BatchCode& code_;
    std::span<const double> uniforms_;
    std::mutex mutex_;
    std::vector<std::unique_ptr<BlockRunner>> free_;
};

std::vector<GuardFailure> joined(const std::vector<std::vector<GuardFailure>>& parts) {
    std::vector<GuardFailure> all;
    for (const auto& part : parts) all.insert(all.end(), part.begin(), part.end());
    return all;
}

} // namespace

std::vector<double> Batch::uniforms(std::span<const double> parameters) const {
    return uniform_values(plan_, parameters, true);
}

std::vector<GuardFailure> Batch::map(std::span<const double> parameters, const Points& points,
                                     const OutputPoints& outputs, const RunOptions& options) const {
    const std::vector<double> shared = uniforms(parameters);
    const Pieces pieces(points.points, code_.lanes());
    std::vector<std::vector<GuardFailure>> failures(pieces.count());
    Runners runners(plan_, code_, shared);
    pieces.run(options, [&](std::size_t piece, std::size_t first, std::size_t last) {
        runners.with_one([&](BlockRunner& runner) {
            for (std::size_t i = first; i < last; i += code_.lanes())
                runner.map(points, outputs, i, std::min(code_.lanes(), last - i), failures[piece]);
        });
    });
    return joined(failures);
}

std::vector<GuardFailure> Batch::sum(std::span<double> outputs, std::span<const double> parameters,
                                     const Points& points, const RunOptions& options) const {
    const std::vector<double> shared = uniforms(parameters);
    const Pieces pieces(points.points, code_.lanes());
    std::vector<std::vector<GuardFailure>> failures(pieces.count());
    std::vector<std::vector<double>> sums(pieces.count());
    std::vector<std::size_t> counts(pieces.count());
    Runners runners(plan_, code_, shared);
    pieces.run(options, [&](std::size_t piece, std::size_t first, std::size_t last) {
        runners.with_one([&](BlockRunner& runner) {
            for (std::size_t i = first; i < last; i += code_.lanes())
                runner.add(points, i, std::min(code_.lanes(), last - i), failures[piece]);
            sums[piece] = runner.sums();
            counts[piece] = runner.summed();
        });
    });
    std::vector<double> totals(plan_.sums);
    double count = 0;
    for (std::size_t piece = 0; piece < sums.size(); ++piece) {
        for (std::size_t k = 0; k < totals.size(); ++k) totals[k] += sums[piece][k];
        count += static_cast<double>(counts[piece]);
    }
    for (std::size_t k = 0; k < outputs.size(); ++k) {
        outputs[k] = 0;
        for (const OutputTerm& term : plan_.summed_outputs[k]) {
            const double factor = term.factor == none ? 1 : shared[term.factor];
            const double total = term.sum == none ? count : totals[term.sum];
            if (!term.zero_wins || (factor != 0 && total != 0)) outputs[k] += term.sign * factor * total;
        }
    }
    return joined(failures);
}

} // namespace autodiff::program
