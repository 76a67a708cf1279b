#include "catch.hpp"
#include <autodiff/notation/parse.hpp>
#include <autodiff/validation/identity.hpp>
#include <fmt/format.h>
#include <fstream>
#include <iostream>
#include <chrono>
TEST_CASE("x") {
  using namespace autodiff;
  std::ifstream in("/tmp/identity_cases.txt");
  std::string line;
  while (std::getline(in, line)) {
    if (line.empty()) continue;
    auto p = line.find(" == "), q = line.find(" ' ");
    auto t0 = std::chrono::steady_clock::now();
    Proof r;
    try {
    if (q != std::string::npos) { std::string var = line.substr(q+3, 1);  auto f = parse(line.substr(0,q)), g = parse(line.substr(q+5)); 
       std::size_t k = std::find(f.variables.begin(), f.variables.end(), var) - f.variables.begin();
       r = prove_derivative(f, g, k); }
    else r = prove_equal(parse(line.substr(0,p)), parse(line.substr(p+4)));
    } catch (const std::exception& e) { fmt::print("EXC {}\n", e.what()); }
    double ms = std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - t0).count();
    fmt::print("{:8.2f} ms  {}\n      -> {}\n", ms, line, r);
  }
}
