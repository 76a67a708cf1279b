# Arb's rigorous ball arithmetic as the target Arb::Arb. Debian 12 has it as a library of its own (libflint-arb-dev);
# since version 3 it is a part of FLINT, whose headers lie in the folder flint/.
find_path(Arb_INCLUDE_DIR NAMES arb.h PATH_SUFFIXES flint)
find_library(Arb_FLINT_LIBRARY NAMES flint)
find_library(Arb_GMP_LIBRARY NAMES gmp) # called by inline functions of FLINT's headers
find_library(Arb_ARB_LIBRARY NAMES flint-arb arb)

include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(Arb REQUIRED_VARS Arb_FLINT_LIBRARY Arb_GMP_LIBRARY Arb_INCLUDE_DIR
    REASON_FAILURE_MESSAGE "install libflint-arb-dev, or libflint-dev where FLINT is 3 or newer")

if(Arb_FOUND AND NOT TARGET Arb::Arb)
    add_library(Arb::Arb INTERFACE IMPORTED)
    target_include_directories(Arb::Arb INTERFACE ${Arb_INCLUDE_DIR})
    target_link_libraries(Arb::Arb INTERFACE ${Arb_FLINT_LIBRARY})
    if(Arb_ARB_LIBRARY)
        target_link_libraries(Arb::Arb INTERFACE ${Arb_ARB_LIBRARY})
    endif()
    target_link_libraries(Arb::Arb INTERFACE ${Arb_GMP_LIBRARY})
endif()
mark_as_advanced(Arb_INCLUDE_DIR Arb_GMP_LIBRARY Arb_FLINT_LIBRARY Arb_ARB_LIBRARY)
