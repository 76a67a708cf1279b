# Puts the tools of benchmarks/tools into a program: ours always, each peer if it is found on the system or below one of
# the prefixes AUTODIFF_PEERS. Nothing is downloaded. Every tool is compiled on its own, so that headers never meet.

set(AUTODIFF_PEERS "" CACHE STRING "Prefixes below which CoDiPack, XAD, Adept, CppAD, ADOL-C and Ceres are looked for too")

# autodiff_benchmark_tool(<program> <tool> [<library>...]): tools/<tool>.cpp, and AUTODIFF_BENCH_HAS_<TOOL> for the
# sources of the program itself.
function(autodiff_benchmark_tool program tool)
    set(object autodiff_benchmark_${tool})
    add_library(${object} OBJECT ${PROJECT_SOURCE_DIR}/benchmarks/tools/${tool}.cpp)
    target_include_directories(${object} PRIVATE ${PROJECT_SOURCE_DIR})
    target_link_libraries(${object} PRIVATE autodiff::autodiff ${ARGN})
    autodiff_own_sources(${object})
    target_compile_options(${object} PRIVATE -ffp-contract=fast) # as a user's program has it, for all tools alike
    target_link_libraries(${program} PRIVATE ${object} ${ARGN})
    target_sources(${program} PRIVATE $<TARGET_OBJECTS:${object}>)
    string(TOUPPER ${tool} upper)
    target_compile_definitions(${program} PRIVATE AUTODIFF_BENCH_HAS_${upper})
endfunction()

# autodiff_benchmark_peer(<program> <tool> HEADER <header> [LIBRARY <name>] [INCLUDES <folder>...]): the same for a tool
# that may be missing; its headers are not ours to warn about.
function(autodiff_benchmark_peer program tool)
    cmake_parse_arguments(peer "" "HEADER;LIBRARY" "INCLUDES" ${ARGN})
    string(TOUPPER ${tool} upper)
    find_path(AUTODIFF_${upper}_INCLUDE_DIR NAMES ${peer_HEADER} HINTS ${AUTODIFF_PEERS} PATH_SUFFIXES include)
    set(needs AUTODIFF_${upper}_INCLUDE_DIR)
    if(peer_LIBRARY)
        find_library(AUTODIFF_${upper}_LIBRARY NAMES ${peer_LIBRARY} HINTS ${AUTODIFF_PEERS} PATH_SUFFIXES lib lib64)
        list(APPEND needs AUTODIFF_${upper}_LIBRARY)
    endif()
    mark_as_advanced(${needs})
    foreach(need IN LISTS needs)
        if(NOT ${need})
            message(STATUS "Benchmarks: no ${tool} (${peer_HEADER} ${peer_LIBRARY})")
            return()
        endif()
    endforeach()
    message(STATUS "Benchmarks: ${tool} in ${AUTODIFF_${upper}_INCLUDE_DIR}")
    add_library(autodiff_peer_${tool} INTERFACE)
    target_include_directories(autodiff_peer_${tool} SYSTEM INTERFACE ${AUTODIFF_${upper}_INCLUDE_DIR} ${peer_INCLUDES})
    target_link_libraries(autodiff_peer_${tool} INTERFACE ${AUTODIFF_${upper}_LIBRARY})
    autodiff_benchmark_tool(${program} ${tool} autodiff_peer_${tool})
endfunction()

# autodiff_benchmark_without_vectors(<program> <library> <source>): the plain function without auto-vectorisation. Its
# inline functions have the names of those compiled with it, and of two such functions a linker keeps one: a shared
# library that hides its own and prefers them is the way to have both.
function(autodiff_benchmark_without_vectors program library source)
    add_library(${library} SHARED ${source})
    target_include_directories(${library} PRIVATE ${PROJECT_SOURCE_DIR})
    target_compile_features(${library} PRIVATE cxx_std_20)
    autodiff_own_sources(${library})
    target_compile_definitions(${library} PRIVATE PLAIN_SCALAR)
    target_compile_options(${library} PRIVATE -fno-tree-vectorize -fno-tree-slp-vectorize -ffp-contract=fast)
    target_link_options(${library} PRIVATE -Wl,-Bsymbolic)
    set_target_properties(${library} PROPERTIES CXX_VISIBILITY_PRESET hidden VISIBILITY_INLINES_HIDDEN ON)
    target_link_libraries(${program} PRIVATE ${library})
endfunction()

function(autodiff_benchmark_plain_scalar program)
    autodiff_benchmark_without_vectors(${program} autodiff_benchmark_plain_scalar
                                       ${PROJECT_SOURCE_DIR}/benchmarks/tools/plain.cpp)
    target_compile_definitions(${program} PRIVATE AUTODIFF_BENCH_HAS_PLAIN_SCALAR)
endfunction()

# autodiff_benchmark_tools(<program>): everything that there is.
function(autodiff_benchmark_tools program)
    foreach(tool IN ITEMS by_hand plain passive autodiff_tape autodiff_dual)
        autodiff_benchmark_tool(${program} ${tool})
    endforeach()
    autodiff_benchmark_plain_scalar(${program})
    # Ceres's header includes Eigen's, and CppAD's do when it was configured with Eigen.
    find_path(AUTODIFF_EIGEN_INCLUDE_DIR NAMES Eigen/Core PATH_SUFFIXES eigen3)
    mark_as_advanced(AUTODIFF_EIGEN_INCLUDE_DIR)
    set(eigen)
    if(AUTODIFF_EIGEN_INCLUDE_DIR)
        set(eigen INCLUDES ${AUTODIFF_EIGEN_INCLUDE_DIR})
        autodiff_benchmark_peer(${program} ceres_jet HEADER ceres/jet.h ${eigen})
    endif()
    autodiff_benchmark_peer(${program} adolc HEADER adolc/adolc.h LIBRARY adolc)
    autodiff_benchmark_peer(${program} codipack HEADER codi.hpp)
    autodiff_benchmark_peer(${program} xad HEADER XAD/XAD.hpp LIBRARY xad)
    autodiff_benchmark_peer(${program} adept HEADER adept.h LIBRARY adept)
    autodiff_benchmark_peer(${program} cppad HEADER cppad/cppad.hpp LIBRARY cppad_lib ${eigen})
endfunction()
