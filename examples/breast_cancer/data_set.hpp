/// Labelled samples read from a file of comma-separated numbers.
#pragma once

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <istream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace breast_cancer {

/// Data that cannot be read or fitted; the sentence says where and why.
class DataError : public std::runtime_error {
  public:
    using std::runtime_error::runtime_error;
};

struct DataSet {
    std::array<std::string, 2> class_names;
    std::vector<std::string> feature_names;
    std::vector<std::vector<double>> features; ///< samples times features
    std::vector<int> classes;                  ///< 0 or 1, one a sample
};

/// A place in a file that is being read, for error messages.
struct Place {
    std::string file;
    std::size_t line = 0;

    [[noreturn]] void fail(const std::string& what) const {
        throw DataError(fmt::format("{}, line {}: {}", file, line, what));
    }
};

inline std::string_view trimmed(std::string_view text) {
    constexpr std::string_view blanks = " \t\r";
    const std::size_t first = text.find_first_not_of(blanks);
    if (first == std::string_view::npos) { return {}; }
    return text.substr(first, text.find_last_not_of(blanks) + 1 - first);
}

/// The fields between the commas of a line, without the blanks around them.
inline std::vector<std::string_view> fields_of(std::string_view line) {
    std::vector<std::string_view> fields;
    for (;;) {
        const std::size_t comma = line.find(',');
        fields.push_back(trimmed(line.substr(0, comma)));
        if (comma == std::string_view::npos) { return fields; }
        line.remove_prefix(comma + 1);
    }
}

/// The number that is the whole of `field`; independent of the locale, unlike streams and strtod.
template <class Number>
Number number(std::string_view field, std::size_t column, const Place& place) {
    Number value{};
    const auto [end, error] = std::from_chars(field.data(), field.data() + field.size(), value);
    if (error != std::errc() || end != field.data() + field.size() || !std::isfinite(static_cast<double>(value))) {
        place.fail(fmt::format("field {} is '{}', which is not {}", column, field,
                               std::is_integral_v<Number> ? "a whole number" : "a finite number"));
    }
    return value;
}

/// The next line that is not empty. False at the end of the file.
inline bool next_line(std::istream& in, std::string& line, Place& place) {
    while (std::getline(in, line)) {
        ++place.line;
        if (!trimmed(line).empty()) { return true; }
    }
    return false;
}

/// What the first line of a file declares.
struct Header {
    std::size_t samples;
    std::size_t features;
    std::array<std::string, 2> class_names;
};

inline Header parse_header(std::string_view line, const Place& place) {
    const auto fields = fields_of(line);
    if (fields.size() != 4) {
        place.fail(
            fmt::format("the header has {} fields instead of 4: samples, features, name of class 0, name of class 1",
                        fields.size()));
    }
    const Header header{number<std::size_t>(fields[0], 1, place),
                        number<std::size_t>(fields[1], 2, place),
                        {std::string(fields[2]), std::string(fields[3])}};
    if (header.samples == 0 || header.features == 0) { place.fail("the header announces no samples or no features"); }
    return header;
}

/// Appends the sample in `line` to `data`.
inline void parse_sample(std::string_view line, const Header& header, const Place& place, DataSet& data) {
    const auto fields = fields_of(line);
    if (fields.size() != header.features + 1) {
        place.fail(fmt::format("{} fields instead of {} features and a class", fields.size(), header.features));
    }
    std::vector<double> features;
    for (std::size_t j = 0; j < header.features; ++j) { features.push_back(number<double>(fields[j], j + 1, place)); }
    if (fields.back() != "0" && fields.back() != "1") {
        place.fail(fmt::format("the class is '{}' instead of 0 or 1", fields.back()));
    }
    data.features.push_back(std::move(features));
    data.classes.push_back(fields.back() == "1" ? 1 : 0);
}

/// Reads a header "samples,features,name of class 0,name of class 1" and then one sample a line, its class last. Empty
/// lines are passed over. `name` is what error messages call the input. Throws DataError where the input is not that.
inline DataSet read_data_set(std::istream& in, const std::string& name) {
    Place place{name};
    std::string line;
    if (!next_line(in, line, place)) { throw DataError(fmt::format("{}: empty or unreadable", name)); }
    const Header header = parse_header(line, place);
    DataSet data{header.class_names, {}, {}, {}};
    while (next_line(in, line, place)) { parse_sample(line, header, place, data); }
    if (data.features.size() != header.samples) {
        throw DataError(
            fmt::format("{}: {} samples, but the header announces {}", name, data.features.size(), header.samples));
    }
    for (std::size_t j = 1; j <= header.features; ++j) { data.feature_names.push_back(fmt::format("feature {}", j)); }
    return data;
}

/// Reads a file, and the names of its features from the file beside it that ends in .names (one name a line) if there
/// is one. Throws DataError.
inline DataSet read_data_set(const std::filesystem::path& path) {
    std::ifstream file(path);
    if (!file) { throw DataError(fmt::format("{}: no such file, or not readable", path.string())); }
    DataSet data = read_data_set(file, path.string());

    std::filesystem::path names_path = path;
    names_path.replace_extension(".names");
    std::ifstream names_file(names_path);
    if (!names_file) { return data; }
    std::vector<std::string> names;
    Place place{names_path.string()};
    for (std::string line; next_line(names_file, line, place);) { names.emplace_back(trimmed(line)); }
    if (names.size() != data.feature_names.size()) {
        throw DataError(
            fmt::format("{}: {} names for {} features", place.file, names.size(), data.feature_names.size()));
    }
    data.feature_names = std::move(names);
    return data;
}

} // namespace breast_cancer
