#include <autodiff/notation/source_names.hpp>

#include <autodiff/base/error.hpp>
#include <autodiff/notation/source_language.hpp>

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <set>

namespace autodiff::writing {

namespace {

/// Words and macros that some version of C or C++, or its <math.h>, keeps for itself.
// clang-format off
constexpr auto keywords = std::to_array<std::string_view>({
    "alignas", "alignof", "and", "and_eq", "asm", "assert", "atomic_cancel", "atomic_commit", "atomic_noexcept",
    "auto", "bitand", "bitor", "bool", "break", "case", "catch", "char", "char8_t", "char16_t", "char32_t", "class",
    "compl", "concept", "const", "consteval", "constexpr", "constinit", "const_cast", "continue", "co_await",
    "co_return", "co_yield", "decltype", "default", "defined", "delete", "do", "double", "double_t", "dynamic_cast",
    "else", "enum", "errno", "explicit", "export", "extern", "false", "far", "float", "float_t", "for", "fortran",
    "friend", "goto", "huge", "if", "inline", "int", "interrupt", "linux", "long", "main", "math_errhandling",
    "mutable", "namespace", "near", "new", "noexcept", "not", "not_eq", "nullptr", "operator", "or", "or_eq",
    "private", "protected", "public", "reflexpr", "register", "reinterpret_cast", "requires", "restrict", "return",
    "short", "signed", "sizeof", "static", "static_assert", "static_cast", "std", "struct", "switch", "synchronized",
    "template", "this", "thread_local", "throw", "true", "try", "typedef", "typeid", "typename", "typeof",
    "typeof_unqual", "union", "unix", "unsigned", "using", "virtual", "void", "volatile", "wchar_t", "while", "xor",
    "xor_eq", "DOMAIN", "HUGE", "HUGE_VAL", "HUGE_VALF", "HUGE_VALL", "INFINITY", "MAXFLOAT", "NAN", "OVERFLOW",
    "PLOSS", "SING", "SNAN", "SNANF", "SNANL", "TLOSS", "UNDERFLOW", "X_TLOSS"});
// clang-format on

/// Functions of <math.h>, of the standard and of its common extensions. Each is also taken with an f or an l behind it.
// clang-format off
constexpr auto functions = std::to_array<std::string_view>({
    "abs", "acos", "acosh", "acospi", "asin", "asinh", "asinpi", "atan", "atan2", "atan2pi", "atanh", "atanpi",
    "beta", "canonicalize", "cbrt", "ceil", "compoundn", "copysign", "cos", "cosh", "cospi", "cyl_bessel_i",
    "cyl_bessel_j", "cyl_bessel_k", "cyl_neumann", "div", "drem", "ellint_1", "ellint_2", "ellint_3", "erf", "erfc",
    "exp", "exp10", "exp10m1", "exp2", "exp2m1", "expint", "expm1", "fabs", "fadd", "fdim", "fdiv", "ffma", "finite",
    "floor", "fma", "fmax", "fmaximum", "fmin", "fminimum", "fmod", "fmul", "fpclassify", "frexp", "fromfp",
    "fromfpx", "fsqrt", "fsub", "gamma", "hermite", "hypot", "ilogb", "isfinite", "isgreater", "isgreaterequal",
    "isinf", "isless", "islessequal", "islessgreater", "isnan", "isnormal", "isunordered", "issignaling",
    "issubnormal", "iszero", "iseqsig", "j0", "j1", "jn", "labs", "laguerre", "ldexp", "ldiv", "legendre", "lerp",
    "lgamma", "llabs", "lldiv", "llogb", "llrint", "llround", "log", "log10", "log10p1", "log1p", "log2", "log2p1",
    "logb", "logp1", "lrint", "lround", "modf", "nan", "nearbyint", "nextafter", "nextdown", "nexttoward", "nextup",
    "pow", "pow10", "pown", "powr", "remainder", "remquo", "riemann_zeta", "rint", "rootn", "round", "roundeven",
    "rsqrt", "scalb", "scalbln", "scalbn", "setpayload", "signbit", "signgam", "significand", "sin", "sincos", "sinh",
    "sinpi", "sph_bessel", "sph_legendre", "sph_neumann", "sqrt", "tan", "tanh", "tanpi", "tgamma", "totalorder",
    "totalordermag", "trunc", "ufromfp", "ufromfpx", "y0", "y1", "yn"});
// clang-format on

bool holds(std::span<const std::string_view> names, std::string_view name) {
    return std::ranges::find(names, name) != names.end();
}

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool library_has(std::string_view name) {
    const bool suffixed = !name.empty() && (name.back() == 'f' || name.back() == 'l');
    if (holds(functions, name) || (suffixed && holds(functions, name.substr(0, name.size() - 1)))) return true;
    return name.ends_with("_r") && library_has(name.substr(0, name.size() - 2)); // lgamma_r
}

/// Whether a written function may call a function of <math.h> by that name.
bool is_called(std::string_view name) {
    const std::string_view stem = name.ends_with('f') ? name.substr(0, name.size() - 1) : name;
    for (std::size_t i = 0; i < ops::Catalogue::size; ++i) {
        const std::string_view function = library_function(static_cast<ops::Opcode>(i));
        if (!function.empty() && (function == name || function == stem)) return true;
    }
    return false;
}

/// Why the name cannot be used, or empty.
std::string objection(std::string_view name, std::size_t longest) {
    const auto fits = [](char c) { return is_letter(c) || is_digit(c) || c == '_'; };
    if (name.empty() || !is_letter(name.front()) || !std::ranges::all_of(name, fits))
        return "is no identifier; write a letter, then letters, digits and underscores";
    if (name.size() > longest)
        return fmt::format("is longer than {} letters, by which C compilers may tell names apart; shorten it", longest);
    if (name.find("__") != std::string_view::npos)
        return "has two underscores in a row, which C++ reserves; write a single one";
    if (name.starts_with("FP_") || name.starts_with("M_") || name.starts_with("MATH_"))
        return "begins as the macros of <math.h> do; write it in small letters";
    if (holds(keywords, name)) return "is a word of C or C++ with a meaning of its own; choose another name";
    return {};
}

[[noreturn]] void refuse(std::string_view what, std::string_view name, std::string_view why) {
    throw Error(fmt::format("to_c, to_cpp: the {} name \"{}\" {}.", what, name, why));
}

/// t and a number: a value of the written function.
bool is_value_name(std::string_view name) {
    return name.size() > 1 && name.front() == 't' && std::ranges::all_of(name.substr(1), is_digit);
}

} // namespace

void require_function_name(std::string_view name) {
    if (const std::string why = objection(name, 31); !why.empty()) refuse("function's", name, why);
    if (library_has(name)) refuse("function's", name, "is a function of <math.h>; choose another name");
}

void require_input_names(std::span<const std::string> names, std::string_view function) {
    std::set<std::string_view> seen;
    for (const std::string& name : names) {
        if (const std::string why = objection(name, 63); !why.empty()) refuse("input's", name, why);
        if (is_called(name))
            refuse("input's", name, "hides a function of <math.h> that is called; choose another name");
        if (name == "x" || name == "y" || name == "s" || name == "failed" || is_value_name(name))
            refuse("input's", name,
                   "is used by the function itself, as x, y, s, failed and t1, t2, ... are; choose another");
        if (name == function || name.starts_with(fmt::format("{}_", function)))
            refuse("input's", name, "belongs to the function or a part of it; choose another name");
        if (!seen.insert(name).second) refuse("input's", name, "appears twice; every input needs a name of its own");
    }
}

} // namespace autodiff::writing
