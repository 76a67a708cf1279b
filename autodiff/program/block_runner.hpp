#pragma once

#include <autodiff/program/aligned_array.hpp>
#include <autodiff/program/batch_code.hpp>
#include <autodiff/program/points.hpp>
#include <autodiff/program/run_options.hpp>

#include <span>
#include <vector>

namespace autodiff::program {

/// One thread's room for running blocks of points, and how they are run.
class BlockRunner {
  public:
    BlockRunner(const Plan& plan, const BatchCode& code, std::span<const double> uniforms);

    /// Forgets the running sums.
    void start();
    /// The outputs of points [first, first + count); count is at most the lanes. Points whose guards fail are added to
    /// `failures`, their outputs are left alone.
    void map(const Points& points, const OutputPoints& outputs, std::size_t first, std::size_t count,
             std::vector<GuardFailure>& failures);
    /// Adds these points to the running sums, those whose guards fail to `failures`.
    void add(const Points& points, std::size_t first, std::size_t count, std::vector<GuardFailure>& failures);

    /// The running sums so far, over all lanes.
    [[nodiscard]] std::vector<double> sums() const;
    /// How many points went into them.
    [[nodiscard]] std::size_t summed() const { return summed_; }

  private:
    /// `following` points come next: memory is asked for them while these are computed.
    void run(const Points& points, std::size_t following);
    void look_ahead(const Points& points, std::size_t following);
    void add_whole_vectors(const Points& points, std::size_t following);
    void add_part_of_vector(const Points& points);
    void add_unguarded(const Points& points, std::size_t following);
    bool collect_failures(std::size_t first, std::size_t count, std::vector<GuardFailure>& failures);
    void fill_uniform_outputs(const OutputPoints& outputs) const;

    const Plan& plan_;
    const BatchCode& code_;
    std::span<const double> uniforms_;
    bool guarded_;
    std::size_t width_; // of a running sum
    AlignedArray slots_;
    AlignedArray sums_;
    AlignedArray scratch_;
    std::vector<std::uint32_t> failed_;
    std::size_t summed_ = 0;
    Ahead ahead_;
};

} // namespace autodiff::program
