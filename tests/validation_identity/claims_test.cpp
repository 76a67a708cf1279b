// Claims about derivatives as people type them, a line each: FUNCTION ' VARIABLE == CLAIMED.
#include "statements.hpp"

#include "catch.hpp"

#include <fstream>

using namespace autodiff;

namespace {

std::vector<std::string> lines_of(const std::string& file) {
    std::ifstream stream(std::string(AUTODIFF_SOURCE_DIR) + "/tests/validation_identity/" + file);
    std::vector<std::string> lines;
    for (std::string line; std::getline(stream, line);) lines.push_back(line);
    return lines;
}

} // namespace

TEST_CASE("true claims about derivatives, from calculus to physics, are proved") {
    const std::vector<std::string> claims = lines_of("claims_true.txt");
    CHECK(claims.size() > 300);
    for (const std::string& claim : claims) {
        const Proof proof = identity_test::prove(claim);
        CAPTURE(claim, to_text(proof));
        CHECK(proof.verdict == Verdict::proved);
    }
}

TEST_CASE("false claims about derivatives, from slips of the pen to 1e-300, are refuted by a point") {
    const std::vector<std::string> claims = lines_of("claims_false.txt");
    CHECK(claims.size() > 150);
    for (const std::string& claim : claims) {
        const Proof proof = identity_test::prove(claim);
        CAPTURE(claim, to_text(proof));
        REQUIRE(proof.verdict == Verdict::refuted);
        CHECK(proof.witness->left_text != proof.witness->right_text);
    }
}
