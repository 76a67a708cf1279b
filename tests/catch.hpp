/// Catch2 as the tests include it: version 2 (one header) and version 3 (many) behind one name.
#pragma once

#if __has_include(<catch2/catch_test_macros.hpp>)

#include <catch2/catch_approx.hpp>
#include <catch2/catch_message.hpp>
#include <catch2/catch_template_test_macros.hpp>
#include <catch2/catch_test_macros.hpp>
#include <catch2/catch_tostring.hpp>
#include <catch2/generators/catch_generators_all.hpp>
#include <catch2/matchers/catch_matchers_all.hpp>

using Catch::Approx;

#else

#include <catch2/catch.hpp>

#include <string>

namespace Catch::Matchers {

/// Version 3's name of what version 2 calls `Contains`; the tests use the new name.
inline auto ContainsSubstring(const std::string& part) { return Contains(part); }

} // namespace Catch::Matchers

#endif
