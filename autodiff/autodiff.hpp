#pragma once

/// Everything: gradients of C++ functions, expression graphs, their printed forms and derivations, programs.

#include <autodiff/format.hpp>
#include <autodiff/gradient.hpp>
#include <autodiff/program.hpp>
#include <autodiff/record.hpp>
#include <autodiff/validate.hpp>
