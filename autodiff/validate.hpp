#pragma once

/// Is this derivative right? Checks of gradients and of rules, and the chain rule step by step.

#include <autodiff/validation/checks/check.hpp>
#include <autodiff/validation/derivation.hpp>
