// A user of the optional component `validation`.
#include <autodiff/accuracy.hpp>
#include <autodiff/record.hpp>

#include <array>
#include <cstdio>

int main() {
    const auto graph = autodiff::record([](const auto& x) { return 1 - cos(x); }, 1);
    const auto truth = autodiff::enclose(graph, std::array{1e-9}).front();
    std::printf("1 - cos(1e-9) is %s, and not 0\n", truth.to_string().c_str());
    return truth.nearest() == 5e-19 ? 0 : 1;
}
