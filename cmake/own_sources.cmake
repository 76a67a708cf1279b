# How the project compiles its own sources; never exported to those who link to it.
function(autodiff_own_sources target)
    set_target_properties(${target} PROPERTIES CXX_EXTENSIONS OFF)
    # A fused multiply-add the compiler chose to make would change values between the plain and the recorded code.
    target_compile_options(${target} PRIVATE -ffp-contract=off)
    if(NOT AUTODIFF_DEVELOPER)
        return()
    endif()
    target_compile_options(${target} PRIVATE -Wall -Wextra -Wpedantic -Wshadow -Wconversion)
    # As a property rather than -Werror, so that `cmake --compile-no-warning-as-error` can switch it off.
    set_target_properties(${target} PROPERTIES COMPILE_WARNING_AS_ERROR ON)
    if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_BUILD_TYPE STREQUAL "Sanitize")
        # g++'s manual warns of it: with the sanitizers' checks in the way this warning is wrong, here in <regex>.
        target_compile_options(${target} PRIVATE -Wno-maybe-uninitialized)
    endif()
endfunction()
