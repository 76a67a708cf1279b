#include <catch.hpp>

#include <autodiff/tape/adjoints.hpp>
#include <autodiff/tape/sweep.hpp>

#include <tape/statements.hpp>

#include <limits>

using autodiff::Adjoints;
using autodiff::AdjointVector;
using autodiff::Id;
using autodiff::Recording;

TEST_CASE("Adjoints are zero until they are swept, and beyond what any sweep has seen") {
    Adjoints<double> adjoints;
    CHECK(adjoints[0] == 0);
    CHECK(adjoints[123456] == 0);
    adjoints.clear(10);
    adjoints.at(3) = 5;
    adjoints.extend(100'000); // moves to a larger block
    CHECK(adjoints[3] == 5);
    CHECK(adjoints[99'999] == 0);
    adjoints.extend(5); // never shrinks
    CHECK(adjoints.size() == 100'000);
    adjoints.clear(4);
    CHECK(adjoints[3] == 0);
    adjoints.at(2) = 7;
    adjoints.forget();
    CHECK(adjoints[2] == 0);
    adjoints.clear(4);
    CHECK(adjoints[2] == 0);
}

TEST_CASE("A zero adjoint wins over infinite and undefined partials, in each lane by itself") {
    const double infinity = std::numeric_limits<double>::infinity();
    Recording<double> recording;
    const Id x = recording.variable();
    const Id z = recording.variable();
    const Id y = record<double>(recording, {{infinity, x}, {std::numeric_limits<double>::quiet_NaN(), z}});
    Adjoints<AdjointVector<double, 2>> adjoints;
    adjoints.clear(recording.statements());
    adjoints.at(recording.place(y)).lane[1] = 2;
    reverse_sweep(recording, adjoints, recording.position(), recording.start());
    CHECK(adjoints[recording.place(x)].lane[0] == 0);
    CHECK(adjoints[recording.place(x)].lane[1] == infinity);
    CHECK(adjoints[recording.place(z)].lane[0] == 0);
    Adjoints<double> single;
    single.clear(recording.statements());
    reverse_sweep(recording, single, recording.position(), recording.start());
    CHECK(single[recording.place(x)] == 0);
    CHECK(single[recording.place(z)] == 0);
}

TEST_CASE("A forward sweep passes tangents on in recorded order") {
    Recording<double> recording;
    const Id x = recording.variable();
    Id y = x;
    for (int i = 0; i < 10; ++i) y = record<double>(recording, {{2, y}, {-1, x}});
    Adjoints<double> tangents;
    tangents.clear(recording.statements());
    tangents.at(recording.place(x)) = 3;
    forward_sweep(recording, tangents, recording.start(), recording.position());
    CHECK(tangents[recording.place(y)] == 3); // 2 t - t, ten times
}

TEST_CASE("A forward sweep adds what a statement grew by later, before the value is used") {
    Recording<double> recording;
    const Id x = recording.variable();
    const Id a = record<double>(recording, {{2, x}});
    const Id b = record<double>(recording, {{2, x}});
    grow<double>(recording, a, {{2, x}});
    grow<double>(recording, b, {{2, x}});
    grow<double>(recording, b, {{2, x}});
    const Id z = record<double>(recording, {{-5, a}});
    Adjoints<double> tangents;
    tangents.clear(recording.statements());
    tangents.at(recording.place(x)) = 3;
    forward_sweep(recording, tangents, recording.start(), recording.position());
    CHECK(tangents[recording.place(a)] == 12);
    CHECK(tangents[recording.place(b)] == 18);
    CHECK(tangents[recording.place(z)] == -60);
}
