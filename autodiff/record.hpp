#pragma once

/// Functions as expression graphs: record, evaluate, differentiate, simplify, fuse, print.

#include <autodiff/derivatives/graph_derivatives.hpp>
#include <autodiff/derivatives/record.hpp>
#include <autodiff/graph/evaluate.hpp>
#include <autodiff/graph/graph.hpp>
#include <autodiff/notation/dot.hpp>
#include <autodiff/notation/latex.hpp>
#include <autodiff/notation/mathml.hpp>
#include <autodiff/notation/parse.hpp>
#include <autodiff/notation/source.hpp>
#include <autodiff/notation/svg.hpp>
#include <autodiff/notation/text.hpp>
#include <autodiff/passes/fold.hpp>
#include <autodiff/passes/fuse.hpp>
#include <autodiff/passes/prune.hpp>
#include <autodiff/passes/share.hpp>
#include <autodiff/passes/simplify.hpp>
#include <autodiff/storage/storage.hpp>
