#pragma once

#include <filesystem>
#include <string>
#include <vector>

/// The command as the tests call it: as a process of its own, or as a function.
namespace program {

struct Result {
    int status = 0;
    std::string out;
    std::string err;
};

using Arguments = std::vector<std::string>;

/// Runs the built program. `environment` stands before it: "NO_COLOR=1". A run of more than a minute is killed and has
/// status 124.
Result run(const Arguments& arguments, const std::string& environment = "");

/// The same in this process.
Result call(const Arguments& arguments);

/// A folder that is gone with everything in it when the test ends.
class Folder {
  public:
    Folder();
    ~Folder() { std::filesystem::remove_all(path_); }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    [[nodiscard]] std::string file(const std::string& name) const { return (path_ / name).string(); }

  private:
    std::filesystem::path path_;
};

std::string contents(const std::string& file);

/// In single quotes, as a shell reads it.
std::string quoted(const std::string& text);

/// How often a part occurs in a text.
std::size_t count(const std::string& text, const std::string& part);

} // namespace program
