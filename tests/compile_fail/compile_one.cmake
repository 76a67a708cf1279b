# cmake -D SOURCE=... -D COMPILER=... -D INCLUDES=a;b -D EXPECT_SUCCESS=0|1 -P compile_one.cmake
#
# Compiles one file and throws the object away. The first line of a file that must fail is `// expect: <regex>`, in
# CMake's regular expressions, and the compiler's words must match it.
cmake_policy(VERSION 3.25)
set(include_options "")
foreach(folder IN LISTS INCLUDES)
    if(folder AND EXISTS "${folder}")    # installed packages name generator expressions and empty entries too
        list(APPEND include_options -I "${folder}")
    endif()
endforeach()

# Not -fsyntax-only: errors of templates come when they are instantiated, at the end of the file.
execute_process(COMMAND ${CMAKE_COMMAND} -E env LC_ALL=C ${COMPILER} -std=c++20 -O0 ${include_options} -c ${SOURCE} -o /dev/null
                RESULT_VARIABLE result ERROR_VARIABLE messages OUTPUT_QUIET)

if(EXPECT_SUCCESS)
    if(NOT result EQUAL 0)
        message(FATAL_ERROR "${SOURCE} must compile and does not:\n${messages}")
    endif()
    return()
endif()

file(READ "${SOURCE}" text)
if(NOT text MATCHES "^// expect: ([^\n]+)\n")
    message(FATAL_ERROR "${SOURCE} must begin with a line `// expect: <regex>`")
endif()
set(expected "${CMAKE_MATCH_1}")
if(result EQUAL 0)
    message(FATAL_ERROR "${SOURCE} compiles; it must fail with a message that matches: ${expected}")
endif()
if(NOT messages MATCHES "${expected}")
    message(FATAL_ERROR "${SOURCE} fails, but no message matches: ${expected}\nThe compiler said:\n${messages}")
endif()
