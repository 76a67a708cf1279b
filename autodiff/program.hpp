#pragma once

/// Graphs run at very many points: compile, Program, map and sum.

#include <autodiff/program/program.hpp>
#include <autodiff/record.hpp>
