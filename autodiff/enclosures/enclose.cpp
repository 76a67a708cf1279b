#include <autodiff/enclosures/enclose.hpp>

#include <autodiff/base/error.hpp>
#include <autodiff/enclosures/ball.hpp>
#include <autodiff/graph/inline_calls.hpp>
#include <autodiff/graph/rules_at_nodes.hpp>

#include <algorithm>
#include <flint/fmpz.h>
#include <fmt/format.h>
#include <map>
#include <utility>

namespace autodiff {

namespace {

using enclosures::Ball;
using enclosures::WorkingPrecision;
using Balls = std::vector<Ball>;

/// An owning fmpz_t read from decimal digits.
class Integer {
  public:
    explicit Integer(const std::string& digits) {
        fmpz_init(integer_);
        if (fmpz_set_str(integer_, digits.c_str(), 10) == 0) return;
        fmpz_clear(integer_);
        throw GraphError(fmt::format("enclose: '{}' is no decimal integer.", digits));
    }
    ~Integer() { fmpz_clear(integer_); }
    Integer(const Integer&) = delete;
    Integer& operator=(const Integer&) = delete;
    [[nodiscard]] const fmpz* get() const { return integer_; }

  private:
    fmpz_t integer_;
};

Ball ball_of(const ExactReal& number) {
    Ball ball;
    switch (number.kind) {
    case ExactReal::Kind::pi:
        return Ball::pi();
    case ExactReal::Kind::e:
        arb_const_e(ball.get(), WorkingPrecision::bits());
        return ball;
    case ExactReal::Kind::rational:
        break;
    }
    const Integer numerator(number.numerator);
    const Integer denominator(number.denominator);
    if (fmpz_is_zero(denominator.get()) != 0) return Ball::nowhere();
    arb_fmpz_div_fmpz(ball.get(), numerator.get(), denominator.get(), WorkingPrecision::bits());
    return ball;
}

} // namespace

class Encloser::Workspace {
  public:
    Workspace(const Graph& graph, std::span<const ExactReal> numbers, const EncloseOptions& options)
        : graph_(inline_calls(graph)), numbers_(numbers.begin(), numbers.end()), options_(options),
          values_(graph_.size()), bits_(options.first_bits) {
        if (numbers_.size() > graph_.inputs().size())
            throw ShapeError(fmt::format("enclose: {} exact numbers for a graph of {} inputs.", numbers_.size(),
                                         graph_.inputs().size()));
        for (std::size_t i = 0; i < graph_.size(); ++i)
            if (const Node& node = graph_.node(static_cast<NodeId>(i)); node.is_constant())
                values_[i] = Ball(node.constant());
    }

    std::vector<Enclosure> operator()(std::span<const double> x) {
        require_size(x.size() + numbers_.size(), graph_.inputs().size(), "enclose", "inputs");
        // neighbouring points need about the same precision
        if (bits_ > options_.first_bits && generous_) bits_ /= 2;
        try {
            for (;; bits_ *= 2) {
                evaluate(x);
                if (2 * bits_ > options_.last_bits || good()) break;
            }
        } catch (...) { // of options_.pause
            bits_ = options_.first_bits;
            throw;
        }
        generous_ = good(bits_ / 2);
        return results();
    }

  private:
    /// The exact numbers to the working precision: reading them again at every point would take longer than computing.
    const Balls& number_balls() {
        Balls& balls = number_balls_[bits_];
        if (balls.empty())
            for (const ExactReal& number : numbers_) balls.push_back(ball_of(number));
        return balls;
    }

    void evaluate(std::span<const double> x) {
        const WorkingPrecision precision(bits_);
        const Balls& numbers = number_balls();
        for (std::size_t i = 0; i < graph_.size(); ++i) {
            const auto id = static_cast<NodeId>(i);
            const Node& node = graph_.node(id);
            pause_now_and_then();
            if (node.is_input()) {
                const std::size_t n = node.input_number();
                values_[i] = n < x.size() ? Ball(x[n]) : numbers[n - x.size()];
            } else if (node.is_operation()) {
                values_[i] = RulesAtNodes<Ball>::value(node.opcode(), values_, graph_.arguments(id));
            }
        }
    }

    /// After so many bits of results, not operations: an operation takes the longer the more bits it has.
    void pause_now_and_then() {
        constexpr int bits_between = 1 << 14;
        if (!options_.pause || (bits_since_pause_ += bits_) < bits_between) return;
        bits_since_pause_ = 0;
        options_.pause();
    }

    [[nodiscard]] bool good(const Ball& x, slong spare_bits) const {
        if (x.is_nowhere() || x.is_exact()) return true;
        if (arb_is_finite(x.get()) == 0) return false;
        return mag_cmp_2exp_si(arb_radref(x.get()), options_.absolute_exponent - spare_bits) < 0 ||
               arb_rel_accuracy_bits(x.get()) > options_.relative_bits + spare_bits;
    }
    /// Whether all results are good, and would still be if they were known to so many bits less.
    [[nodiscard]] bool good(slong spare_bits = 0) const {
        return std::all_of(graph_.outputs().begin(), graph_.outputs().end(),
                           [&](NodeId output) { return good(values_[index(output)], spare_bits); }) &&
               std::all_of(graph_.guards().begin(), graph_.guards().end(),
                           [&](const Guard& guard) { return values_[index(guard.comparison)].is_exact(); });
    }

    /// Whether the recorded program would certainly have gone the same way.
    [[nodiscard]] bool same_branches() const {
        return std::all_of(graph_.guards().begin(), graph_.guards().end(), [&](const Guard& guard) {
            const Ball& outcome = values_[index(guard.comparison)];
            return outcome.is_exact() && outcome.is_zero() != guard.taken;
        });
    }

    [[nodiscard]] std::vector<Enclosure> results() const {
        std::vector<Enclosure> outputs(graph_.outputs().size());
        if (!same_branches()) return outputs;
        for (std::size_t i = 0; i < outputs.size(); ++i) {
            const Ball& value = values_[index(graph_.outputs()[i])];
            if (!value.is_nowhere() && good(value, 0)) outputs[i] = Enclosure(value);
        }
        return outputs;
    }

    Graph graph_;
    std::vector<ExactReal> numbers_;
    EncloseOptions options_;
    std::map<int, Balls> number_balls_; // by the bits that they are known to
    Balls values_;
    int bits_;
    int bits_since_pause_ = 0;
    bool generous_ = true; // half of the bits would have done for the last point
};

Encloser::Encloser(const Graph& graph, std::span<const ExactReal> numbers, const EncloseOptions& options)
    : workspace_(std::make_unique<Workspace>(graph, numbers, options)) {}
Encloser::~Encloser() = default;
Encloser::Encloser(Encloser&&) noexcept = default;
Encloser& Encloser::operator=(Encloser&&) noexcept = default;

std::vector<Enclosure> Encloser::operator()(std::span<const double> x) { return (*workspace_)(x); }

std::vector<Enclosure> enclose(const Graph& graph, std::span<const double> x, const EncloseOptions& options) {
    return Encloser(graph, {}, options)(x);
}

std::vector<Enclosure> enclose(const Graph& graph, std::span<const double> x, std::span<const ExactReal> numbers,
                               const EncloseOptions& options) {
    return Encloser(graph, numbers, options)(x);
}

} // namespace autodiff
