#include <autodiff/storage/reader.hpp>

#include <fmt/format.h>

namespace autodiff::storage {

void refuse(std::size_t offset, std::string_view what, std::string_view remedy) {
    throw StorageError(fmt::format("load: {} at byte {}; {}.", what, offset, remedy), offset);
}

std::span<const std::byte> Reader::take(std::uint64_t size, std::string_view what) {
    if (size > rest_.size())
        refuse(offset_,
               fmt::format("{} ends in the middle of {}: {} bytes are left of {}", where_, what, rest_.size(), size));
    const auto taken = rest_.first(static_cast<std::size_t>(size));
    rest_ = rest_.subspan(taken.size());
    offset_ += taken.size();
    return taken;
}

std::uint32_t Reader::count(std::size_t smallest, std::string_view what) {
    const std::size_t place = offset_;
    const auto count = number<std::uint32_t>(what);
    if (count > rest_.size() / smallest)
        refuse(place, fmt::format("{} has room for {} {} at most and claims {}", where_, rest_.size() / smallest, what,
                                  count));
    return count;
}

std::string_view Reader::text(std::size_t size, std::string_view what) {
    const auto bytes = take(size, what);
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

bool Reader::next_is(std::string_view characters) const {
    return std::string_view(reinterpret_cast<const char*>(rest_.data()), rest_.size()).starts_with(characters);
}

Reader Reader::part(std::uint64_t size, std::string where) {
    const std::size_t begin = offset_;
    const auto bytes = take(size, where);
    return {bytes, begin, std::move(where)};
}

void Reader::require_end() const {
    if (!rest_.empty()) refuse(offset_, fmt::format("{} goes on for {} bytes after its end", where_, rest_.size()));
}

} // namespace autodiff::storage
