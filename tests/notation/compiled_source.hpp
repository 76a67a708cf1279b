/// Functions written as C and C++, compiled by whatever compilers there are and called.
#pragma once

#include <cstddef>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace compiled {

/// A compiler and the flags that make it strict: a warning is an error.
struct Compiler {
    std::string program;
    bool cpp = false;
    std::string flags;
};

/// The C and the C++ compilers that are installed; at least one of each.
std::vector<Compiler> compilers();

/// Source text with any number of functions int name(const T* x, T* y), and the library that it becomes.
class Library {
  public:
    explicit Library(Compiler compiler) : compiler_(std::move(compiler)) {}
    Library(const Library&) = delete;
    Library& operator=(const Library&) = delete;
    ~Library();

    [[nodiscard]] bool cpp() const { return compiler_.cpp; }
    /// The source of the function `name`, of numbers of `type`, and of whatever it needs.
    void add(std::string_view name, std::string_view source, std::string_view type = "double");
    /// Throws std::runtime_error with what the compiler said.
    void compile();
    /// What the function returned; its results are in y.
    int call(const std::string& name, std::span<const double> x, std::span<double> y) const;
    int call(const std::string& name, std::span<const float> x, std::span<float> y) const;

  private:
    void* symbol(const std::string& name) const;

    Compiler compiler_;
    std::string text_;
    void* handle_ = nullptr;
};

} // namespace compiled
