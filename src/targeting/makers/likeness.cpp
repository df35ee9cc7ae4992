#include "targeting/makers/likeness.h"

#include <algorithm>
#include <cmath>

#include "targeting/makers/likeness_fit.h"

namespace lianzhao::targeting {
namespace {

constexpr float kNothing = 1e-9F;  // stands for the sum over no line
constexpr float kSteps = 127;

std::string key_of(const FoldTable& table, std::string_view name) {
  return to_utf8(folded_phrase(table, name));
}

}  // namespace

float likeness_of(std::span<const float> cosines, float sharpness) {
  float sum = kNothing;
  for (const auto cosine : cosines) sum += std::exp((cosine - 1) * sharpness);
  return std::log(sum);
}

Likeness Likeness::learn(const MakerData& data, const FoldTable& table, const LikenessOptions& options) {
  const Lexicon lexicon(data, table);
  const CompanionInputs inputs(data, lexicon, table);
  CompanionOptions training;
  training.seed = options.seed;
  training.threads = options.threads;
  const auto say = [&](std::string_view what) {
    if (options.progress) options.progress(what);
  };
  Likeness out(inputs.space);
  out.sharpness_ = training.sharpness;
  const auto fit = fit_likeness(data, inputs, training);
  out.slope_ = fit.slope;
  out.usual_ = fit.usual;
  say("fitted to held-out pairs");
  const auto companions = Companions::train(inputs, data.pairs, training);
  say("learned from all pairs");
  // Values in 255 steps a row: a quarter of the room, and cosines change by less than 0.01.
  out.vectors_ = companions.vectors().topRows(index_of(inputs.pieces));
  for (Eigen::Index p = 0; p < out.vectors_.rows(); ++p) {
    auto row = out.vectors_.row(p);
    const float step = std::max(row.cwiseAbs().maxCoeff(), 1e-12F) / kSteps;
    row = (row / step).array().round();
    out.steps_.push_back(step);
  }
  out.lines_.resize(data.firms.size());
  for (const auto& pair : data.pairs) {
    if (is_bookkeeping(data.products[pair.product])) continue;
    out.lines_[pair.firm].push_back({data.products[pair.product], pair.share});
  }
  for (std::uint32_t f = 0; f < data.firms.size(); ++f) {
    out.full_names_.push_back(key_of(table, data.firms[f].full_name));
    out.short_names_.push_back(key_of(table, data.firms[f].short_name));
  }
  out.index_names();
  return out;
}

void Likeness::index_names() {
  for (std::uint32_t f = 0; f < full_names_.size(); ++f) {
    if (!full_names_[f].empty()) by_full_name_.try_emplace(full_names_[f], f);
    if (!short_names_[f].empty()) by_short_name_.try_emplace(short_names_[f], f);
  }
}

Eigen::RowVectorXf Likeness::vector_of(std::u16string_view folded) const {
  Eigen::RowVectorXf vector = Eigen::RowVectorXf::Zero(vectors_.cols());
  bool known = false;  // begin and end marks alone, which every text has, say nothing
  for (const auto& piece : space_.vector_of(folded)) {
    vector += piece.value * steps_[piece.column] * vectors_.row(piece.column);
    known |= space_.frequency(piece.column) < space_.texts();
  }
  if (!known) return Eigen::RowVectorXf::Zero(vectors_.cols());
  const float norm = vector.norm();
  return norm > 1e-6F ? Eigen::RowVectorXf(vector / norm) : vector;
}

Matrix Likeness::asked(const FoldTable& table, std::span<const std::string> names) const {
  Matrix out(index_of(names.size()), vectors_.cols());
  Eigen::Index known = 0;
  for (const auto& name : names) {
    const auto vector = vector_of(folded_phrase(table, name));
    if (vector.squaredNorm() > 0) out.row(known++) = vector;
  }
  out.conservativeResize(known, vectors_.cols());
  return out;
}

float Likeness::cosine(const FoldTable& table, const Matrix& asked, std::string_view line) const {
  if (asked.rows() == 0) return 0;
  return (asked * vector_of(folded_phrase(table, line)).transpose()).maxCoeff();
}

double Likeness::points(std::span<const float> cosines) const {
  if (cosines.empty()) return 0;
  return slope_ * (likeness_of(cosines, sharpness_) - usual_);
}

std::span<const KnownLine> Likeness::lines_of(const FoldTable& table, std::string_view name, bool short_too) const {
  const auto key = key_of(table, name);
  if (const auto found = by_full_name_.find(key); found != by_full_name_.end()) return lines_[found->second];
  if (!short_too) return {};
  const auto found = by_short_name_.find(key);
  if (found == by_short_name_.end()) return {};
  return lines_[found->second];
}

}  // namespace lianzhao::targeting
