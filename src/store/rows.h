// What a statement gave: all rows in memory, texts in one buffer. Columns by index or by name; a name that is not
// there is a bug (exception). A null reads as 0 or "".
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/instant.h"
#include "store/value.h"

namespace lianzhao::store {

class Rows {
 public:
  enum class Kind : std::uint8_t { kNull, kInteger, kReal, kText, kBlob };

 private:
  struct Cell {
    Kind kind;
    std::size_t size;      // of bytes
    std::int64_t integer;  // or where the bytes begin
    double real;
  };

 public:
  class Row {
   public:
    Row(const Rows& rows, std::size_t index) : rows_(&rows), index_(index) {}
    [[nodiscard]] bool is_null(std::size_t column) const { return cell(column).kind == Kind::kNull; }
    [[nodiscard]] std::int64_t integer(std::size_t column) const;
    [[nodiscard]] double real(std::size_t column) const;
    [[nodiscard]] std::string_view text(std::size_t column) const;  // bytes of a blob too; valid while Rows lives
    [[nodiscard]] bool truth(std::size_t column) const { return integer(column) != 0; }
    [[nodiscard]] Instant instant(std::size_t column) const { return {integer(column)}; }
    [[nodiscard]] Value value(std::size_t column) const;

    [[nodiscard]] bool is_null(std::string_view name) const { return is_null(rows_->column(name)); }
    [[nodiscard]] std::int64_t integer(std::string_view name) const { return integer(rows_->column(name)); }
    [[nodiscard]] double real(std::string_view name) const { return real(rows_->column(name)); }
    [[nodiscard]] std::string_view text(std::string_view name) const { return text(rows_->column(name)); }
    [[nodiscard]] bool truth(std::string_view name) const { return truth(rows_->column(name)); }
    [[nodiscard]] Instant instant(std::string_view name) const { return instant(rows_->column(name)); }

   private:
    friend class Rows;
    [[nodiscard]] const Cell& cell(std::size_t column) const {
      return rows_->cells_[index_ * rows_->columns_.size() + column];
    }
    const Rows* rows_;
    std::size_t index_;
  };

  class Iterator {
   public:
    Iterator(const Rows& rows, std::size_t index) : rows_(&rows), index_(index) {}
    Row operator*() const { return {*rows_, index_}; }
    Iterator& operator++() { return ++index_, *this; }
    bool operator==(const Iterator& other) const { return index_ == other.index_; }

   private:
    const Rows* rows_;
    std::size_t index_;
  };

  [[nodiscard]] std::size_t size() const { return columns_.empty() ? 0 : cells_.size() / columns_.size(); }
  [[nodiscard]] bool empty() const { return size() == 0; }
  [[nodiscard]] Row operator[](std::size_t index) const { return {*this, index}; }
  [[nodiscard]] Iterator begin() const { return {*this, 0}; }
  [[nodiscard]] Iterator end() const { return {*this, size()}; }
  [[nodiscard]] const std::vector<std::string>& columns() const { return columns_; }
  [[nodiscard]] std::size_t column(std::string_view name) const;
  // Rows inserted, updated or deleted by the statement.
  [[nodiscard]] std::int64_t affected() const { return affected_; }

  // For drivers: columns first, then cells row by row.
  void add_column(std::string name) { columns_.push_back(std::move(name)); }
  void add_null() { cells_.push_back({Kind::kNull, 0, 0, 0}); }
  void add_integer(std::int64_t number) { cells_.push_back({Kind::kInteger, 0, number, 0}); }
  void add_real(double number) { cells_.push_back({Kind::kReal, 0, 0, number}); }
  void add_bytes(Kind kind, std::string_view bytes) {
    cells_.push_back({kind, bytes.size(), static_cast<std::int64_t>(buffer_.size()), 0});
    buffer_ += bytes;
  }
  void set_affected(std::int64_t count) { affected_ = count; }

 private:
  std::vector<std::string> columns_;
  std::vector<Cell> cells_;
  std::string buffer_;
  std::int64_t affected_ = 0;
};

}  // namespace lianzhao::store
