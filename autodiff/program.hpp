#pragma once

/// Graphs run at very many points: compile, Program, map and sum; functions that branch.

#include <autodiff/derivatives/branching_program.hpp>
#include <autodiff/program/program.hpp>
#include <autodiff/record.hpp>
