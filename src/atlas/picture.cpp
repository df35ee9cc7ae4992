#include "atlas/picture.h"

#include <fmt/format.h>
#include <graphviz/gvc.h>

#include <algorithm>
#include <array>
#include <memory>
#include <mutex>

namespace lianzhao::atlas {
namespace {

constexpr double kPointsPerInch = 72, kMargin = 24, kHeader = 64, kNodeHeight = 40;

struct Colours {
  const char* fill;
  const char* stroke;
  const char* zh;
  const char* en;
};
constexpr std::array<Colours, 3> kStageColours = {{{"#eef4fb", "#3f6fa8", "上游", "upstream"},
                                                   {"#fdf3e3", "#b07320", "中游", "midstream"},
                                                   {"#eaf5ee", "#3b8357", "下游", "downstream"}}};
constexpr const char* kFont =
    "'Noto Sans CJK SC','Source Han Sans SC','PingFang SC','Microsoft YaHei','WenQuanYi Micro Hei',sans-serif";

// Width of a text of `size` pixels: full for wide characters, 0.56 of it for Latin ones.
double text_width(std::string_view text, double size) {
  double width = 0;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x80) width += 0.56 * size;
    if (byte >= 0xC0) width += byte >= 0xE0 ? size : 0.6 * size;
  }
  return width;
}

std::string escape(std::string_view text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      default:
        out += c;
    }
  }
  return out;
}

struct Close {
  GVC_t* context;
  void operator()(Agraph_t* graph) const {
    gvFreeLayout(context, graph);
    agclose(graph);
  }
};
struct CloseContext {
  void operator()(GVC_t* context) const { gvFreeContext(context); }
};

class Picture {
 public:
  Picture(const Chain& chain, const PictureOptions& options) : chain_(chain), options_(options) {}

  Result<std::string> draw() {
    const std::unique_ptr<GVC_t, CloseContext> context(gvContext());
    const std::unique_ptr<Agraph_t, Close> graph(build(), Close{context.get()});
    if (gvLayout(context.get(), graph.get(), "dot") != 0) {
      return Error{ErrorCode::kIo, "Graphviz cannot lay the chain out; is its package complete? try: dot -V"};
    }
    const auto box = GD_bb(graph.get());
    height_ = box.UR.y - box.LL.y;
    const double width = std::max(box.UR.x - box.LL.x, 520.0) + 2 * kMargin;
    out_ = fmt::format(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {0:.0f} {1:.0f}\" width=\"{0:.0f}\" "
        "height=\"{1:.0f}\" "
        "font-family=\"{2}\" role=\"img\">\n<title>{3}</title>\n<rect width=\"100%\" height=\"100%\" "
        "fill=\"#ffffff\"/>\n"
        "<defs><marker id=\"tip\" viewBox=\"0 0 8 8\" refX=\"7\" refY=\"4\" markerWidth=\"7\" markerHeight=\"7\" "
        "orient=\"auto\"><path d=\"M0 0.8 L7 4 L0 7.2 Z\" fill=\"#8a94a0\"/></marker></defs>\n",
        width, height_ + kHeader + 2 * kMargin, kFont, escape(name(chain_.name)));
    header();
    for (auto* node = agfstnode(graph.get()); node; node = agnxtnode(graph.get(), node)) {
      for (auto* edge = agfstout(graph.get(), node); edge; edge = agnxtout(graph.get(), edge)) line(edge);
    }
    for (auto* node = agfstnode(graph.get()); node; node = agnxtnode(graph.get(), node)) box_of(node);
    out_ += "</svg>\n";
    return std::move(out_);
  }

 private:
  [[nodiscard]] const std::string& name(const Words& words) const { return options_.english ? words.en : words.zh; }
  [[nodiscard]] const std::string& second(const Words& words) const { return options_.english ? words.zh : words.en; }
  [[nodiscard]] double width_of(const Node& node) const {
    return std::max(text_width(name(node.name), 14), text_width(second(node.name), 10)) + 22;
  }

  Agraph_t* build() {
    char name_of_graph[] = "chain";
    auto* graph = agopen(name_of_graph, Agstrictdirected, nullptr);
    const auto set = [&](int kind, const char* key, const char* value) {
      agattr(graph, kind, const_cast<char*>(key), const_cast<char*>(value));  // NOLINT: the C interface takes char*
    };
    set(AGRAPH, "rankdir", "LR");
    set(AGRAPH, "nodesep", "0.16");
    set(AGRAPH, "ranksep", "0.75");
    set(AGNODE, "shape", "box");
    set(AGNODE, "fixedsize", "true");
    set(AGNODE, "label", "");
    set(AGNODE, "height", fmt::format("{:.3f}", kNodeHeight / kPointsPerInch).c_str());
    set(AGNODE, "width", "1");
    set(AGNODE, "index", "");
    set(AGEDGE, "index", "");
    set(AGEDGE, "arrowhead", "none");
    set(AGEDGE, "tailport", "e");
    set(AGEDGE, "headport", "w");
    std::vector<Agnode_t*> nodes;
    const auto put = [](void* object, const char* key, std::string value) {
      agset(object, const_cast<char*>(key), value.data());  // NOLINT
    };
    for (std::size_t i = 0; i < chain_.nodes.size(); ++i) {
      auto id = chain_.nodes[i].id;
      nodes.push_back(agnode(graph, id.data(), 1));
      put(nodes.back(), "width", fmt::format("{:.3f}", width_of(chain_.nodes[i]) / kPointsPerInch));
      put(nodes.back(), "index", std::to_string(i));
    }
    for (std::size_t i = 0; i < chain_.edges.size(); ++i) {
      auto* edge = agedge(graph, nodes[chain_.edges[i].from], nodes[chain_.edges[i].to], nullptr, 1);
      put(edge, "index", std::to_string(i));
    }
    return graph;
  }

  static std::size_t index_of(void* object) {
    char key[] = "index";
    return std::stoul(agget(object, key));
  }
  [[nodiscard]] double x(double at) const { return at + kMargin; }
  [[nodiscard]] double y(double at) const { return height_ - at + kHeader + kMargin; }

  void header() {
    out_ +=
        fmt::format("<text x=\"{0:.0f}\" y=\"40\" font-size=\"22\" font-weight=\"600\" fill=\"#1c2733\">{1}</text>\n",
                    kMargin, escape(name(chain_.name)));
    double at = kMargin;
    for (const auto& stage : kStageColours) {
      const char* label = options_.english ? stage.en : stage.zh;
      out_ += fmt::format(
          "<rect x=\"{:.0f}\" y=\"54\" width=\"14\" height=\"14\" rx=\"3\" fill=\"{}\" stroke=\"{}\"/>"
          "<text x=\"{:.0f}\" y=\"66\" font-size=\"12\" fill=\"#44505c\">{}</text>\n",
          at, stage.fill, stage.stroke, at + 20, label);
      at += 34 + text_width(label, 12) + 10;
    }
    out_ += fmt::format("<text x=\"{:.0f}\" y=\"66\" font-size=\"12\" fill=\"#44505c\">{}</text>\n", at + 8,
                        options_.english ? fmt::format("{} nodes, {} edges · version {}", chain_.nodes.size(),
                                                       chain_.edges.size(), to_string(chain_.version))
                                         : fmt::format("{} 个环节，{} 条关系 · 版本 {}", chain_.nodes.size(),
                                                       chain_.edges.size(), to_string(chain_.version)));
  }

  void line(Agedge_t* drawn) {
    const auto* splines = ED_spl(drawn);
    if (!splines || splines->size == 0) return;
    const auto& edge = chain_.edges[index_of(drawn)];
    const auto& curve = splines->list[0];
    std::string path = fmt::format("M{:.1f} {:.1f}", x(curve.list[0].x), y(curve.list[0].y));
    for (std::size_t i = 1; i + 2 < static_cast<std::size_t>(curve.size); i += 3) {
      path +=
          fmt::format(" C{:.1f} {:.1f} {:.1f} {:.1f} {:.1f} {:.1f}", x(curve.list[i].x), y(curve.list[i].y),
                      x(curve.list[i + 1].x), y(curve.list[i + 1].y), x(curve.list[i + 2].x), y(curve.list[i + 2].y));
    }
    const auto& from = chain_.nodes[edge.from];
    const auto& to = chain_.nodes[edge.to];
    std::string tip = name(from.name) + " → " + name(to.name);
    if (edge.coefficient) {
      tip += fmt::format("：{:.6g} {}/{}", edge.coefficient->middle(), name(from.unit), name(to.unit));
    }
    out_ += fmt::format(
        "<path d=\"{}\" fill=\"none\" stroke=\"#8a94a0\" stroke-width=\"1.1\"{} marker-end=\"url(#tip)\">"
        "<title>{}</title></path>\n",
        path, edge.coefficient ? "" : " stroke-dasharray=\"4 3\"", escape(tip));
  }

  void box_of(Agnode_t* drawn) {
    const auto& node = chain_.nodes[index_of(drawn)];
    const auto& colours = kStageColours[static_cast<std::size_t>(node.stage)];
    const auto centre = ND_coord(drawn);
    const double width = width_of(node);
    out_ += fmt::format(
        "<g id=\"{}\"><title>{} {} · {}</title><rect x=\"{:.1f}\" y=\"{:.1f}\" width=\"{:.1f}\" height=\"{:.0f}\" "
        "rx=\"7\" fill=\"{}\" stroke=\"{}\"/><text x=\"{:.1f}\" y=\"{:.1f}\" font-size=\"14\" text-anchor=\"middle\" "
        "fill=\"#1c2733\">{}</text><text x=\"{:.1f}\" y=\"{:.1f}\" font-size=\"10\" text-anchor=\"middle\" "
        "fill=\"#5a6672\">{}</text></g>\n",
        node.id, escape(node.name.zh), escape(node.name.en), escape(name(node.unit)), x(centre.x) - width / 2,
        y(centre.y) - kNodeHeight / 2, width, kNodeHeight, colours.fill, colours.stroke, x(centre.x), y(centre.y) - 1,
        escape(name(node.name)), x(centre.x), y(centre.y) + 13, escape(second(node.name)));
  }

  const Chain& chain_;
  const PictureOptions& options_;
  double height_ = 0;
  std::string out_;
};

}  // namespace

Result<std::string> draw_chain(const Chain& chain, const PictureOptions& options) {
  // Graphviz keeps what it lays out in globals of the process: two layouts at once crash. The lock has to be as wide.
  static std::mutex one_at_a_time;
  const std::lock_guard lock(one_at_a_time);
  return Picture(chain, options).draw();
}

}  // namespace lianzhao::atlas
