#include "compiled_source.hpp"

#include <cstdio>
#include <cstdlib>
#include <dlfcn.h>
#include <filesystem>
#include <fmt/format.h>
#include <fstream>
#include <stdexcept>
#include <sys/wait.h>
#include <unistd.h>

namespace compiled {

namespace {

/// What a command printed, and whether it succeeded.
std::pair<std::string, bool> run(const std::string& command) {
    std::FILE* const pipe = popen((command + " 2>&1").c_str(), "r");
    if (pipe == nullptr) throw std::runtime_error("cannot run " + command);
    std::string text;
    for (int c = std::fgetc(pipe); c != EOF; c = std::fgetc(pipe)) text += static_cast<char>(c);
    const int status = pclose(pipe);
    return {text, WIFEXITED(status) && WEXITSTATUS(status) == 0};
}

std::filesystem::path fresh_folder() {
    std::string name = (std::filesystem::temp_directory_path() / "autodiff_source_XXXXXX").string();
    if (mkdtemp(name.data()) == nullptr) throw std::runtime_error("cannot make the folder " + name);
    return name;
}

} // namespace

std::vector<Compiler> compilers() {
    // -O1 and no contraction: the results are compared bit for bit.
    const std::string strict = "-O1 -ffp-contract=off -fno-builtin -pedantic -Wall -Wextra -Wshadow -Werror";
    std::vector<Compiler> found;
    for (const auto& [program, cpp] : {std::pair{"gcc", false}, {"clang", false}, {"g++", true}, {"clang++", true}})
        if (run(fmt::format("command -v {}", program)).second)
            found.push_back({program, cpp, strict + (cpp ? " -std=c++11" : " -std=c99")});
    return found;
}

Library::~Library() {
    if (handle_ != nullptr) dlclose(handle_);
}

void Library::add(std::string_view name, std::string_view source, std::string_view type) {
    text_ += source;
    // Under a name of its own that both languages spell alike.
    text_ += fmt::format("\n{0}int call_{1}(const {2}* x, {2}* y);\n{0}int call_{1}(const {2}* x, {2}* y) {{ return "
                         "{1}(x, y); }}\n\n",
                         compiler_.cpp ? "extern \"C\" " : "", name, type);
}

void Library::compile() {
    const std::filesystem::path folder = fresh_folder();
    const std::string source = (folder / (compiler_.cpp ? "functions.cpp" : "functions.c")).string();
    const std::string library = (folder / "functions.so").string();
    std::ofstream(source) << text_;
    const auto [said, fine] =
        run(fmt::format("{} {} -fPIC -shared '{}' -o '{}' -lm", compiler_.program, compiler_.flags, source, library));
    if (!fine) throw std::runtime_error(fmt::format("{} said of {}:\n{}", compiler_.program, source, said));
    handle_ = dlopen(library.c_str(), RTLD_NOW | RTLD_LOCAL);
    if (handle_ == nullptr) throw std::runtime_error(dlerror());
    std::filesystem::remove_all(folder);
}

void* Library::symbol(const std::string& name) const {
    void* const found = dlsym(handle_, ("call_" + name).c_str());
    if (found == nullptr) throw std::runtime_error("no function " + name);
    return found;
}

int Library::call(const std::string& name, std::span<const double> x, std::span<double> y) const {
    return reinterpret_cast<int (*)(const double*, double*)>(symbol(name))(x.data(), y.data());
}

int Library::call(const std::string& name, std::span<const float> x, std::span<float> y) const {
    return reinterpret_cast<int (*)(const float*, float*)>(symbol(name))(x.data(), y.data());
}

} // namespace compiled
