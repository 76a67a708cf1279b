#pragma once

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <utility>

namespace autodiff::program {

/// Room for the states of a loop, of `numbers` each, in memory that is handed in. Taking one and giving it back costs
/// next to nothing.
class StatePool {
  public:
    /// A state, which goes back to its pool when it is no longer held.
    class State {
      public:
        State() = default;
        State(StatePool& pool, double* data) : pool_(&pool), data_(data) {}
        State(State&& other) noexcept
            : pool_(std::exchange(other.pool_, nullptr)), data_(std::exchange(other.data_, nullptr)) {}
        State& operator=(State&& other) noexcept {
            std::swap(pool_, other.pool_);
            std::swap(data_, other.data_);
            return *this;
        }
        State(const State&) = delete;
        State& operator=(const State&) = delete;
        ~State() {
            if (pool_ != nullptr) pool_->give_back(data_);
        }
        [[nodiscard]] double* data() const { return data_; }

      private:
        StatePool* pool_ = nullptr;
        double* data_ = nullptr;
    };

    StatePool(double* room, std::size_t numbers) : fresh_(room), numbers_(size(numbers)) {}

    /// Numbers of room for a loop that keeps up to `places` states: besides these there are the one that is worked on
    /// and the one that is being made.
    [[nodiscard]] static std::size_t room(std::size_t steps, std::size_t places, std::size_t numbers) {
        return (std::min(places, std::max<std::size_t>(steps, 1)) + 2) * size(numbers);
    }

    State take() {
        double* data = free_;
        if (data != nullptr)
            std::memcpy(&free_, data, sizeof free_); // a free one begins with the address of the next
        else
            data = std::exchange(fresh_, fresh_ + numbers_);
        return {*this, data};
    }

  private:
    static std::size_t size(std::size_t numbers) { return std::max<std::size_t>(numbers, 1); }
    void give_back(double* data) {
        std::memcpy(data, &free_, sizeof free_);
        free_ = data;
    }

    double* fresh_;
    double* free_ = nullptr;
    std::size_t numbers_;
    static_assert(sizeof(double*) <= sizeof(double));
};

} // namespace autodiff::program
