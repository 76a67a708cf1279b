#pragma once

#include <cstddef>
#include <memory>
#include <new>
#include <span>

namespace autodiff::program {

/// Numbers at an address that suits the widest vectors, not set to anything.
class AlignedArray {
  public:
    explicit AlignedArray(std::size_t size)
        : data_(static_cast<double*>(::operator new[](size * sizeof(double), alignment))), size_(size) {}
    [[nodiscard]] double* data() const { return data_.get(); }
    [[nodiscard]] std::span<double> all() const { return {data_.get(), size_}; }

  private:
    static constexpr std::align_val_t alignment{64};
    struct Delete {
        void operator()(double* data) const { ::operator delete[](data, alignment); }
    };
    std::unique_ptr<double[], Delete> data_;
    std::size_t size_;
};

} // namespace autodiff::program
