/// The C++ in the documentation, taken out of a Markdown file and made into programs.
///
///     ```cpp                      a body: wrapped in a function, after the usual includes and `namespace ad =
///     autodiff;`
///     ```cpp continues            a body that goes on in the scope of the body before it
///     ```cpp declarations         stands at namespace scope and is seen by every later body of the file
///     ```cpp (with `int main(`)   a whole program, compiled exactly as it stands
///     ```cpp ignore-reason="..."  is not compiled, for the reason given
///
/// A ```text block after a line `<!-- output -->` is what the C++ block before it prints; its lines may be regular
/// expressions as in output/compare.hpp.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace docs {

/// How a block takes part in a program.
enum class Kind { body, continues, declarations, program, ignored };

/// One ```cpp block of a Markdown file.
struct Block {
    Kind kind = Kind::body;
    std::size_t line = 0;                ///< of its first line of code, counted from 1
    std::string code;                    ///< without the indentation of its fence
    std::optional<std::string> expected; ///< what it prints, where the document says so
};

/// A program to compile and run: the bodies of a file together, or one whole program.
struct Program {
    std::string name; ///< of the executable, unique in its file
    std::string source;
    std::vector<Block> blocks; ///< in the order in which they run
};

/// The C++ blocks of a Markdown text. Throws std::invalid_argument, naming the line, for a block that is not closed, an
/// unknown word after ```cpp, an ignored block without a reason, and an output that belongs to no block.
[[nodiscard]] std::vector<Block> read_blocks(std::string_view markdown);

/// The programs that run a file's blocks. `file` appears in the compiler's messages.
[[nodiscard]] std::vector<Program> make_programs(std::string_view file, const std::vector<Block>& blocks);

/// One sentence for every line that a program printed otherwise than the document says.
[[nodiscard]] std::vector<std::string> disagreements(const Program& program, std::string_view printed);

} // namespace docs
