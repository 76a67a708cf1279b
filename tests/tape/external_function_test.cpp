#include <catch.hpp>

#include <autodiff/base/error.hpp>
#include <autodiff/tape/sweep_through.hpp>

#include <tape/statements.hpp>

#include <memory>
#include <vector>

using autodiff::Adjoints;
using autodiff::AdjointVector;
using autodiff::ExternalFunction;
using autodiff::Id;
using autodiff::Position;
using autodiff::Recording;
using autodiff::TapeError;

namespace {

/// y = matrix * x; counts its calls.
class Linear : public ExternalFunction<double> {
  public:
    Linear(std::vector<std::vector<double>> matrix, int* reversals)
        : matrix_(std::move(matrix)), reversals_(reversals) {}

    void reverse(std::span<const double> output_adjoints, std::span<double> input_adjoints) override {
        ++*reversals_;
        for (std::size_t i = 0; i < matrix_.size(); ++i)
            for (std::size_t j = 0; j < matrix_[i].size(); ++j) input_adjoints[j] += output_adjoints[i] * matrix_[i][j];
    }
    void forward(std::span<const double> input_tangents, std::span<double> output_tangents) override {
        for (std::size_t i = 0; i < matrix_.size(); ++i)
            for (std::size_t j = 0; j < matrix_[i].size(); ++j) output_tangents[i] += matrix_[i][j] * input_tangents[j];
    }

  private:
    std::vector<std::vector<double>> matrix_;
    int* reversals_;
};

class OnlyReverse : public ExternalFunction<double> {
  public:
    void reverse(std::span<const double> output_adjoints, std::span<double> input_adjoints) override {
        input_adjoints[0] = output_adjoints[0];
    }
};

Id scaled(Recording<double>& recording, double factor, Id x) { return record<double>(recording, {{factor, x}}); }

/// x -> 2x -> Linear -> 3 y0 -> Linear again -> 5 z
struct Chain {
    Recording<double> recording;
    int reversals = 0;
    Id x = recording.variable();
    Id doubled = scaled(recording, 2, x);
    std::vector<Id> y = recording.call(
        {doubled, autodiff::passive, x}, 2,
        std::make_unique<Linear>(std::vector<std::vector<double>>{{7, 11, 13}, {17, 19, 23}}, &reversals));
    Position between = recording.position();
    Id tripled = scaled(recording, 3, y[0]);
    std::vector<Id> z =
        recording.call({tripled}, 1, std::make_unique<Linear>(std::vector<std::vector<double>>{{-0.5}}, &reversals));
    Id last = scaled(recording, 5, z[0]);

    template <class A = double>
    Adjoints<A> zeros() const {
        Adjoints<A> adjoints;
        adjoints.clear(recording.statements());
        return adjoints;
    }
};

} // namespace

TEST_CASE("A reverse sweep passes through external functions between statements") {
    Chain chain;
    auto adjoints = chain.zeros();
    adjoints.at(chain.recording.place(chain.last)) = 1.5;
    reverse_through(chain.recording, adjoints, chain.recording.position(), chain.recording.start());
    CHECK(adjoints[chain.recording.place(chain.y[0])] == 1.5 * 5 * -0.5 * 3);
    CHECK(adjoints[chain.recording.place(chain.y[1])] == 0);
    CHECK(adjoints[chain.recording.place(chain.x)] == 1.5 * 5 * -0.5 * 3 * (7 * 2 + 13));
    CHECK(chain.reversals == 2);
}

TEST_CASE("A sweep that ends between two external functions calls the later one alone") {
    Chain chain;
    auto adjoints = chain.zeros();
    adjoints.at(chain.recording.place(chain.last)) = -3;
    reverse_through(chain.recording, adjoints, chain.recording.position(), chain.between);
    CHECK(chain.reversals == 1);
    CHECK(adjoints[chain.recording.place(chain.y[0])] == -3 * 5 * -0.5 * 3);
    CHECK(adjoints[chain.recording.place(chain.x)] == 0);
    reverse_through(chain.recording, adjoints, chain.between, {1, 0});
    CHECK(chain.reversals == 2);
    CHECK(adjoints[chain.recording.place(chain.x)] == -3 * 5 * -0.5 * 3 * (7 * 2 + 13));
}

TEST_CASE("Each lane of a vector sweep passes on its own, and idle lanes and idle functions are not called") {
    Chain chain;
    auto adjoints = chain.zeros<AdjointVector<double, 3>>();
    adjoints.at(chain.recording.place(chain.y[1])).lane[0] = 2;
    adjoints.at(chain.recording.place(chain.y[0])).lane[2] = -1;
    reverse_through(chain.recording, adjoints, chain.recording.position(), chain.recording.start());
    CHECK(chain.reversals == 2);
    CHECK(adjoints[chain.recording.place(chain.x)].lane == std::array<double, 3>{2 * (17 * 2 + 23), 0, -(7 * 2 + 13)});
}

TEST_CASE("A forward sweep passes through external functions as well") {
    Chain chain;
    auto tangents = chain.zeros<AdjointVector<double, 2>>();
    tangents.at(chain.recording.place(chain.x)).lane[1] = 0.5;
    forward_through(chain.recording, tangents, chain.recording.start(), chain.recording.position());
    CHECK(tangents[chain.recording.place(chain.y[1])].lane == std::array<double, 2>{0, 0.5 * (17 * 2 + 23)});
    CHECK(tangents[chain.recording.place(chain.last)].lane ==
          std::array<double, 2>{0, 0.5 * (7 * 2 + 13) * 3 * -0.5 * 5});
}

TEST_CASE("Rewinding to before an external function drops it, rewinding to behind it keeps it") {
    struct Counted : OnlyReverse {
        explicit Counted(int* alive) : alive_(alive) { ++*alive_; }
        ~Counted() override { --*alive_; }
        int* alive_;
    };
    int alive = 0;
    Recording<double> recording;
    const Id x = recording.variable();
    const Position before = recording.position();
    recording.call({x}, 1, std::make_unique<Counted>(&alive));
    const Position behind = recording.position();
    scaled(recording, 2, x);
    recording.call({x}, 1, std::make_unique<Counted>(&alive));
    CHECK(alive == 2);
    recording.rewind(behind);
    CHECK(alive == 1);
    CHECK(recording.calls().size() == 1);
    recording.rewind(before);
    CHECK(alive == 0);
    recording.call({x}, 1, std::make_unique<Counted>(&alive));
    recording.clear();
    CHECK(alive == 0);
    CHECK(recording.calls().empty());
}

TEST_CASE("Inputs of an external function are values of its recording or constants") {
    Recording<double> recording;
    Recording<double> other;
    const Id x = recording.variable();
    const Id foreign = other.variable();
    const Position position = recording.position();
    const Id stale = scaled(recording, 2, x);
    recording.rewind(position);
    CHECK_THROWS_AS(recording.call({foreign}, 1, std::make_unique<OnlyReverse>()), TapeError);
    CHECK_THROWS_AS(recording.call({x, stale}, 1, std::make_unique<OnlyReverse>()), TapeError);
    CHECK(recording.calls().empty());
    CHECK(recording.position() == position);
}

TEST_CASE("A forward sweep over a function that only knows its reverse says so") {
    Recording<double> recording;
    const Id x = recording.variable();
    const Id y = recording.call({x}, 1, std::make_unique<OnlyReverse>()).front();
    Adjoints<double> tangents;
    tangents.clear(recording.statements());
    forward_through(recording, tangents, recording.start(), recording.position()); // nothing moves, nothing is asked
    tangents.at(recording.place(x)) = 2;
    CHECK_THROWS_WITH(forward_through(recording, tangents, recording.start(), recording.position()),
                      Catch::Matchers::ContainsSubstring("ExternalFunction::forward"));
    Adjoints<double> adjoints;
    adjoints.clear(recording.statements());
    adjoints.at(recording.place(y)) = -4;
    reverse_through(recording, adjoints, recording.position(), recording.start());
    CHECK(adjoints[recording.place(x)] == -4);
}
