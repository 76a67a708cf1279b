# The kernels of programs are compiled once for each instruction set, and chosen when they run: a plain build is fast on
# whatever it runs on. SLEEF, where it is installed, gives them vector mathematics.
function(autodiff_instruction_sets target)
    set(folder ${PROJECT_SOURCE_DIR}/autodiff/program/simd)
    set(kernels ${folder}/baseline.cpp ${folder}/avx2.cpp ${folder}/avx512.cpp)
    # Sums stay in registers only where the loops over them are unrolled.
    set(unrolled $<$<CONFIG:Release,RelWithDebInfo,MinSizeRel>:-O3>)
    set_source_files_properties(${kernels} PROPERTIES COMPILE_OPTIONS "${unrolled}")
    if(CMAKE_SYSTEM_PROCESSOR MATCHES "^(x86_64|AMD64|amd64)$")
        set_source_files_properties(${folder}/avx2.cpp PROPERTIES COMPILE_OPTIONS "${unrolled};-mavx2;-mfma")
        set(avx512 -mavx512f -mavx512dq -mavx512vl -mavx512bw -mavx2 -mfma)
        if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
            list(APPEND avx512 -Wno-maybe-uninitialized -Wno-uninitialized)    # g++ 12 gives it for its own header's intrinsics
        endif()
        set_source_files_properties(${folder}/avx512.cpp PROPERTIES COMPILE_OPTIONS "${unrolled};${avx512}")
    endif()
    find_path(SLEEF_INCLUDE_DIR sleef.h)
    find_library(SLEEF_LIBRARY sleef)
    mark_as_advanced(SLEEF_INCLUDE_DIR SLEEF_LIBRARY)
    if(SLEEF_INCLUDE_DIR AND SLEEF_LIBRARY)
        set_source_files_properties(${kernels} PROPERTIES COMPILE_DEFINITIONS AUTODIFF_SLEEF)
        target_link_libraries(${target} PRIVATE ${SLEEF_LIBRARY})
    endif()
endfunction()
