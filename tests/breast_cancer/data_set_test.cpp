#include "breast_cancer/data_set.hpp"
#include "breast_cancer/model.hpp"
#include "catch.hpp"

#include <sstream>

using namespace breast_cancer;
using Catch::Matchers::ContainsSubstring;

namespace {

DataSet read(const std::string& text) {
    std::istringstream in(text);
    return read_data_set(in, "input");
}

/// The sentence with which reading `text` fails; empty when it does not.
std::string complaint(const std::string& text) {
    try {
        read(text);
    } catch (const DataError& error) { return error.what(); }
    return "";
}

/// The same for standardising what `text` holds.
std::string complaint_of_model(const std::string& text) {
    const DataSet data = read(text);
    try {
        static_cast<void>(standardised(data));
    } catch (const DataError& error) { return error.what(); }
    return "";
}

} // namespace

TEST_CASE("the breast-cancer data have 569 samples of 30 named features in two classes") {
    const DataSet data = read_data_set(AUTODIFF_EXAMPLE_DATA "/breast_cancer.csv");
    CHECK(data.class_names == std::array<std::string, 2>{"malignant", "benign"});
    REQUIRE(data.features.size() == 569);
    REQUIRE(data.classes.size() == 569);
    CHECK(std::ranges::count(data.classes, 1) == 357);
    REQUIRE(data.feature_names.size() == 30);
    CHECK(data.feature_names[10] == "standard error of radius");
    CHECK(data.features[0][0] == 17.99);
    CHECK(data.features[568][29] == 0.07039);
    CHECK(data.classes[568] == 1);
}

TEST_CASE("blanks, empty lines, carriage returns and exponents are read") {
    const DataSet data = read("2, 2,no,yes\r\n\n 1.5 ,-2e-3,0\r\n  \n3,4 , 1");
    CHECK(data.class_names[1] == "yes");
    CHECK(data.features == std::vector<std::vector<double>>{{1.5, -2e-3}, {3, 4}});
    CHECK(data.classes == std::vector<int>{0, 1});
    CHECK(data.feature_names == std::vector<std::string>{"feature 1", "feature 2"});
}

TEST_CASE("a file that is not there is named") {
    CHECK_THROWS_WITH(read_data_set(std::filesystem::path("no/such/file.csv")),
                      ContainsSubstring("no/such/file.csv: no such file"));
}

TEST_CASE("a folder in place of a file is refused") {
    CHECK_THROWS_AS(read_data_set(std::filesystem::path(AUTODIFF_SOURCE_DIR)), DataError);
}

TEST_CASE("an empty file and a malformed header are refused") {
    CHECK_THAT(complaint(""), ContainsSubstring("input: empty"));
    CHECK_THAT(complaint("1,2,0\n"), ContainsSubstring("line 1: the header has 3 fields instead of 4"));
    CHECK_THAT(complaint("many,2,a,b\n"), ContainsSubstring("line 1: field 1 is 'many', which is not a whole number"));
    CHECK_THAT(complaint("1,-2,a,b\n"), ContainsSubstring("field 2 is '-2', which is not a whole number"));
    CHECK_THAT(complaint("0,2,a,b\n"), ContainsSubstring("no samples or no features"));
    CHECK_THAT(complaint("2,0,a,b\n0\n1\n"), ContainsSubstring("no samples or no features"));
}

TEST_CASE("a line with too few or too many fields is named") {
    CHECK_THAT(complaint("2,2,a,b\n1,2,0\n1,0\n"),
               ContainsSubstring("line 3: 2 fields instead of 2 features and a class"));
    CHECK_THAT(complaint("1,2,a,b\n1,2,3,0\n"), ContainsSubstring("line 2: 4 fields"));
    CHECK_THAT(complaint("1,2,a,b\n1,2,0,\n"), ContainsSubstring("line 2: 4 fields"));
}

TEST_CASE("a field that is no finite number is named") {
    const std::string text = GENERATE("x", "", "1.5x", "0x10", "1 2", "nan", "inf", "1e999", "+1", "\"1\"");
    CAPTURE(text);
    CHECK_THAT(complaint("2,2,a,b\n1,2,0\n1," + text + ",1\n"),
               ContainsSubstring("line 3: field 2 is '" + text + "', which is not a finite number"));
}

TEST_CASE("a class other than 0 and 1 is named") {
    const std::string text = GENERATE("2", "-1", "", "benign", "1.0", "01");
    CHECK_THAT(complaint("1,1,a,b\n1," + text + "\n"),
               ContainsSubstring("line 2: the class is '" + text + "' instead of 0 or 1"));
}

TEST_CASE("a number of samples other than the announced one is refused") {
    CHECK_THAT(complaint("3,1,a,b\n1,0\n2,1\n"), ContainsSubstring("2 samples, but the header announces 3"));
    CHECK_THAT(complaint("1,1,a,b\n1,0\n2,1\n"), ContainsSubstring("2 samples, but the header announces 1"));
}

TEST_CASE("standardised features have mean 0 and population standard deviation 1") {
    const Samples samples = standardised(read("4,2,a,b\n1,10,0\n2,-10,1\n3,10,1\n4,-10,0\n"));
    CHECK(samples.signs == std::vector<double>{-1, 1, 1, -1});
    const double outer = 1.5 / std::sqrt(1.25);
    CHECK(samples.features[0][0] == Approx(-outer).epsilon(1e-15));
    CHECK(samples.features[3][0] == Approx(outer).epsilon(1e-15));
    CHECK(samples.features[1][0] == Approx(-outer / 3).epsilon(1e-15));
    CHECK(samples.features[1][1] == -1);
}

TEST_CASE("features that cannot be standardised are named") {
    // 0.1 three times: their mean differs from 0.1 by rounding, their deviation from 0 as well
    CHECK_THAT(complaint_of_model("3,2,a,b\n1,0.1,0\n2,0.1,1\n3,0.1,1\n"),
               ContainsSubstring("feature 2 is 0.1 in every sample"));
    CHECK_THAT(complaint_of_model("2,1,a,b\n1e200,0\n-1e200,1\n"), ContainsSubstring("feature 1: the squares"));
    CHECK_THAT(complaint_of_model("2,1,a,b\n1e-200,0\n-1e-200,1\n"), ContainsSubstring("feature 1: the squares"));
}

TEST_CASE("a class without samples is named") {
    CHECK_THAT(complaint_of_model("2,1,sick,well\n1,0\n2,0\n"), ContainsSubstring("no sample has class 1 (well)"));
    CHECK_THAT(complaint_of_model("2,1,sick,well\n1,1\n2,1\n"), ContainsSubstring("no sample has class 0 (sick)"));
}
