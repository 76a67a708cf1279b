#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace autodiff::cli {

/// What a command line says; each command reads the part that it declares.
struct Options {
    std::string function;
    std::string claimed; ///< of validate: the formula that is said to be the derivative
    std::vector<std::string> lets;
    std::vector<std::string> domain; ///< "x=-1..1", "x>0"
    std::vector<std::string> point;  ///< "x=1"
    std::string variable;
    std::optional<double> max_ulp;
    std::size_t samples = 20'000;
    std::optional<std::uint64_t> seed;
    double seconds = 10; ///< that proof, measurement and the search for a better formula may take together
    std::string precision = "double";
    std::string colour = "auto";
    bool json = false;
    std::string report; ///< names of files, empty for none
    std::string svg;
    std::string output;
    std::string language = "c++";
    std::string name = "f";
    bool derivative = false; ///< of emit and graph: of the gradient rather than the function
    bool fuse = false;       ///< of emit: single operations in place of what spells them out
    std::string shell;
};

} // namespace autodiff::cli
