#include <benchmarks/child_process.hpp>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <stdexcept>

namespace benchmarks {

namespace {

/// Both ends of a pipe, closed when they are no longer needed.
class Pipe {
  public:
    Pipe() {
        if (pipe(ends_.data()) != 0) { throw std::runtime_error("cannot make a pipe to another process"); }
    }
    Pipe(const Pipe&) = delete;
    Pipe& operator=(const Pipe&) = delete;
    ~Pipe() {
        close(ends_[0]);
        close_writer();
    }
    [[nodiscard]] int reader() const { return ends_[0]; }
    [[nodiscard]] int writer() const { return ends_[1]; }
    void close_writer() {
        if (ends_[1] >= 0) { close(ends_[1]); }
        ends_[1] = -1;
    }
    /// Everything until the last writer closes.
    [[nodiscard]] std::string read_all() const {
        std::string text;
        std::array<char, 256> buffer{};
        for (;;) {
            const ssize_t got = read(ends_[0], buffer.data(), buffer.size());
            if (got == 0 || (got < 0 && errno != EINTR)) { return text; }
            if (got > 0) { text.append(buffer.data(), std::size_t(got)); }
        }
    }

  private:
    std::array<int, 2> ends_{-1, -1};
};

/// Starts this program with its standard output in the pipe.
pid_t start(std::vector<std::string> words, const Pipe& pipe) {
    std::vector<char*> pointers;
    for (std::string& word : words) pointers.push_back(word.data());
    pointers.push_back(nullptr);
    posix_spawn_file_actions_t actions{};
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, pipe.writer(), STDOUT_FILENO);
    posix_spawn_file_actions_addclose(&actions, pipe.reader());
    posix_spawn_file_actions_addclose(&actions, pipe.writer());
    pid_t process = 0;
    const int error = posix_spawn(&process, words.front().c_str(), &actions, nullptr, pointers.data(), environ);
    posix_spawn_file_actions_destroy(&actions);
    if (error != 0) { throw std::runtime_error("cannot start this program once more"); }
    return process;
}

} // namespace

std::string output_of_this_program(const std::vector<std::string>& arguments) {
    std::vector<std::string> words{"/proc/self/exe"};
    words.insert(words.end(), arguments.begin(), arguments.end());
    Pipe pipe;
    const pid_t process = start(std::move(words), pipe);
    pipe.close_writer();
    std::string text = pipe.read_all();
    int status = 0;
    while (waitpid(process, &status, 0) < 0 && errno == EINTR) {}
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) {
        throw std::runtime_error(fmt::format("this program, started with '{}', failed", fmt::join(arguments, " ")));
    }
    return text;
}

} // namespace benchmarks
