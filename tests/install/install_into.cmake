# cmake -D BUILD_DIR=... -D PREFIX=... -P install_into.cmake
# The prefix is emptied first: a header that is no longer installed must not be found from an earlier run.
file(REMOVE_RECURSE "${PREFIX}")
execute_process(COMMAND ${CMAKE_COMMAND} --install ${BUILD_DIR} --prefix ${PREFIX}
                OUTPUT_QUIET COMMAND_ERROR_IS_FATAL ANY)
