#include <catch.hpp>

#include <autodiff/base/error.hpp>

using Catch::Matchers::ContainsSubstring;

TEST_CASE("Every error is an autodiff::Error and a std::runtime_error") {
    CHECK_THROWS_AS(throw autodiff::TapeError("x"), autodiff::Error);
    CHECK_THROWS_AS(throw autodiff::GuardError("x"), autodiff::GraphError);
    CHECK_THROWS_AS(throw autodiff::GraphError("x"), autodiff::Error);
    CHECK_THROWS_AS(throw autodiff::ShapeError("x"), std::runtime_error);
}

TEST_CASE("A wrong size names the operation, both sizes and the remedy") {
    CHECK_NOTHROW(autodiff::require_size(3, 3, "dot", "elements"));
    CHECK_THROWS_AS(autodiff::require_size(2, 3, "dot", "elements"), autodiff::ShapeError);
    CHECK_THROWS_WITH(autodiff::require_size(2, 3, "dot", "elements"),
                      ContainsSubstring("dot") && ContainsSubstring("expected 3 elements, got 2") &&
                          ContainsSubstring("pass exactly 3"));
}
