#pragma once

/// For functions through which expressions pass: one that is not inlined passes them through memory
/// (docs/decisions/0007). Where nothing is optimised, or everything is watched by a sanitizer, inlining would only make
/// enormous functions of them.
#if defined(__SANITIZE_ADDRESS__)
#define AUTODIFF_SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define AUTODIFF_SANITIZED 1
#endif
#endif

#if defined(__OPTIMIZE__) && !defined(AUTODIFF_SANITIZED)
#define AUTODIFF_INLINE [[gnu::always_inline]] inline
#else
#define AUTODIFF_INLINE inline
#endif
