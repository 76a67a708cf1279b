#include "catch.hpp"

#include <benchmarks/report/figures.hpp>

#include <limits>

using benchmarks::bar;
using benchmarks::count_text;
using benchmarks::ratio_text;
using benchmarks::time_text;
using benchmarks::xml_escaped;

TEST_CASE("times have three significant digits and the unit that suits them") {
    CHECK(time_text(3.071e-9) == "3.07 ns");
    CHECK(time_text(850.4e-6) == "850 µs");
    CHECK(time_text(0.0213) == "21.3 ms");
    CHECK(time_text(1.2) == "1.20 s");
    CHECK(time_text(std::nullopt) == "-");
}

TEST_CASE("a time that rounds up to the next digit or unit gets no fourth digit") {
    CHECK(time_text(0.009996) == "10.0 ms");
    CHECK(time_text(0.09996) == "100 ms");
    CHECK(time_text(0.9996) == "1.00 s");
    CHECK(time_text(999.7e-9) == "1.00 µs");
}

TEST_CASE("ratios have three significant digits") {
    CHECK(ratio_text(0.4512) == "0.45");
    CHECK(ratio_text(9.996) == "10.0");
    CHECK(ratio_text(10.52) == "10.5");
    CHECK(ratio_text(113.4) == "113");
    CHECK(ratio_text({}) == "-");
}

TEST_CASE("counts below a thousand are exact, larger ones in thousands, millions and billions") {
    CHECK(count_text(0) == "0");
    CHECK(count_text(999) == "999");
    CHECK(count_text(1000) == "1.00 k");
    CHECK(count_text(45'640) == "45.6 k");
    CHECK(count_text(999'800) == "1.00 M");
    CHECK(count_text(12'345'678'900) == "12.3 G");
    CHECK(count_text({}) == "-");
}

TEST_CASE("a bar is as long as its fraction in eighths of a column") {
    CHECK(bar(1.0, 3) == "███");
    CHECK(bar(0.5, 3) == "█▌");
    CHECK(bar(3.0 / 16.0, 2) == "▍");
    CHECK(bar(0.0, 3).empty());
    CHECK(bar(1.0, 0).empty());
}

TEST_CASE("a bar of a tiny fraction leaves a mark, and none is longer than its columns") {
    CHECK(bar(1e-9, 10) == "▏");
    CHECK(bar(7.0, 2) == "██");
    CHECK(bar(-1.0, 2).empty());
    CHECK(bar(std::numeric_limits<double>::quiet_NaN(), 2).empty());
}

TEST_CASE("text for XML has no character that means something there") {
    CHECK(xml_escaped("a<b & \"c\" > 'd'") == "a&lt;b &amp; &quot;c&quot; &gt; &apos;d&apos;");
    CHECK(xml_escaped("plain µ") == "plain µ");
}
