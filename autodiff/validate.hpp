#pragma once

/// Is this derivative right? The chain rule step by step.

#include <autodiff/validation/derivation.hpp>
