#include "mip.h"

#include <coin/Cbc_C_Interface.h>

#include <algorithm>
#include <cmath>

namespace lianzhao::planning {
namespace {

// Rows of a sparse model, added one by one.
class Model {
 public:
  Model() : cbc_(Cbc_newModel()) { Cbc_setLogLevel(cbc_, 0); }
  Model(const Model&) = delete;
  Model& operator=(const Model&) = delete;
  ~Model() { Cbc_deleteModel(cbc_); }

  int column(double low, double high, double objective, bool integer) {
    Cbc_addCol(cbc_, "", low, high, objective, integer ? 1 : 0, 0, nullptr, nullptr);
    return count_++;
  }
  void row(const std::vector<std::pair<int, double>>& terms, char sense, double right) {
    std::vector<int> columns;
    std::vector<double> values;
    for (const auto& [column, value] : terms) {
      columns.push_back(column);
      values.push_back(value);
    }
    Cbc_addRow(cbc_, "", static_cast<int>(columns.size()), columns.data(), values.data(), sense, right);
  }
  double maximise() {
    Cbc_setObjSense(cbc_, -1);
    Cbc_setParameter(cbc_, "seconds", "60");
    Cbc_solve(cbc_);
    return Cbc_isProvenOptimal(cbc_) ? Cbc_getObjValue(cbc_) : NAN;
  }

 private:
  Cbc_Model* cbc_;
  int count_ = 0;
};

}  // namespace

double solve_by_mip(const Instance& instance) {
  Model model;
  const auto n = instance.nodes.size();
  for (std::size_t t = 0; t < instance.teams.size(); ++t) {
    if (instance.teams[t].travel.size() != 1 || instance.teams[t].work.size() != 1) return NAN;
  }
  std::vector<std::vector<std::pair<int, double>>> visits(n);
  for (std::size_t t = 0; t < instance.teams.size(); ++t) {
    const auto& team = instance.teams[t];
    const double end = team.travel[0].to;
    // x[i][j]: goes from i to j; n is the start as i and the end as j. s[i]: when the visit begins.
    std::vector<std::vector<int>> x(n + 1, std::vector<int>(n + 1, -1));
    std::vector<int> s(n);
    for (std::size_t i = 0; i < n; ++i) {
      const auto& node = instance.nodes[i];
      const double from = node.open.empty() ? 0 : node.open[0].from;
      const double to = node.open.empty() ? end : node.open[0].to;
      s[i] = model.column(std::max(from, team.work[0].from), std::min(to, team.work[0].to) - node.service, 0, false);
    }
    const auto place = [&](std::size_t i, std::uint32_t other) { return i == n ? other : instance.nodes[i].place; };
    for (std::size_t i = 0; i <= n; ++i) {
      for (std::size_t j = 0; j <= n; ++j) {
        if (i == j && i != n) continue;
        x[i][j] = model.column(0, 1, j < n ? instance.nodes[j].score : 0, true);
      }
    }
    std::vector<std::pair<int, double>> out, in;
    for (std::size_t j = 0; j <= n; ++j) {
      out.emplace_back(x[n][j], 1);
      in.emplace_back(x[j][n], 1);
    }
    model.row(out, 'E', 1);
    model.row(in, 'E', 1);
    for (std::size_t i = 0; i < n; ++i) {
      std::vector<std::pair<int, double>> balance;
      for (std::size_t j = 0; j <= n; ++j) {
        if (j == i) continue;
        balance.emplace_back(x[j][i], 1);
        balance.emplace_back(x[i][j], -1);
        visits[i].emplace_back(x[j][i], 1);
      }
      model.row(balance, 'E', 0);
    }
    // A step is at most 142 long, settling comes on top, and a visit ends by `end`.
    const double kBig = end + 150 + instance.settle;
    for (std::size_t i = 0; i <= n; ++i) {
      for (std::size_t j = 0; j <= n; ++j) {
        if (x[i][j] < 0 || (i == n && j == n)) continue;
        const auto from = place(i, team.start), to = place(j, team.end);
        const double step = instance.between(from, to) + (i < n ? instance.nodes[i].service : 0) +
                            (j < n && from != to ? instance.settle : 0);
        // begin of j >= begin of i + step when x = 1
        if (i == n) {
          model.row({{s[j], 1}, {x[i][j], -kBig}}, 'G', team.travel[0].from + step - kBig);
        } else if (j == n) {
          model.row({{s[i], 1}, {x[i][j], kBig}}, 'L', end - step + kBig);
        } else {
          model.row({{s[j], 1}, {s[i], -1}, {x[i][j], -kBig}}, 'G', step - kBig);
        }
      }
    }
  }
  for (const auto& visit : visits) model.row(visit, 'L', 1);
  return model.maximise();
}

}  // namespace lianzhao::planning
