#include "atlas/chain_document.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/json.hpp>
#include <cmath>
#include <span>

#include "atlas/term_verbs.h"

namespace lianzhao::atlas {
namespace json = boost::json;
namespace {

// ---- writing

json::object words_of(const Words& words) {
  return {{"zh", words.zh}, {"en", words.en}};
}

json::object figure_of(const Chain& chain, const Figure& figure) {
  json::object out;
  if (figure.low == figure.high) {
    out["value"] = figure.low;
  } else {
    out["low"] = figure.low;
    out["high"] = figure.high;
  }
  out["source"] = chain.sources[figure.source].id;
  return out;
}

json::array texts_of(const std::vector<std::string>& texts) {
  json::array out;
  for (const auto& text : texts) out.emplace_back(text);
  return out;
}

json::object node_of(const Chain& chain, const Node& node) {
  json::object out{{"id", node.id},
                   {"zh", node.name.zh},
                   {"en", node.name.en},
                   {"kind", name_of(node.kind)},
                   {"stage", name_of(node.stage)},
                   {"terms", texts_of(node.terms)},
                   {"weak_terms", texts_of(node.weak_terms)},
                   {"unit", words_of(node.unit)},
                   {"price", figure_of(chain, node.price)},
                   {"transport_radius_km", figure_of(chain, node.transport_radius_km)},
                   {"criticality", figure_of(chain, node.criticality)}};
  if (!node.criticality_why.zh.empty()) out["criticality_why"] = words_of(node.criticality_why);
  out["carrier"] = json::object{{"use", node.carrier_use}, {"source", chain.sources[node.carrier_source].id}};
  out["gbt4754"] = texts_of(node.gbt4754);
  return out;
}

json::object edge_of(const Chain& chain, const Edge& edge) {
  json::object out{{"from", chain.nodes[edge.from].id}, {"to", chain.nodes[edge.to].id}};
  if (edge.coefficient) {
    if (edge.coefficient->low == edge.coefficient->high) {
      out["coefficient"] = edge.coefficient->low;
    } else {
      out["low"] = edge.coefficient->low;
      out["high"] = edge.coefficient->high;
    }
  }
  out["source"] = chain.sources[edge.source].id;
  if (!edge.note.zh.empty()) out["note"] = words_of(edge.note);
  return out;
}

// ---- reading

// The document printed with every value on a line of its own, and for each line the pointer of what begins there: so
// a line named by the reader of chain files leads back into the document.
class Lines {
 public:
  explicit Lines(const json::value& document) {
    pointers_.emplace_back();
    put(document, "");
    text_ += '\n';
  }
  [[nodiscard]] const std::string& text() const { return text_; }
  [[nodiscard]] const std::string& pointer(std::uint32_t line) const {
    return pointers_[std::min<std::size_t>(line > 0 ? line - 1 : 0, pointers_.size() - 1)];
  }

 private:
  void next_line(const std::string& pointer) {
    text_ += '\n';
    pointers_.push_back(pointer);
  }
  static std::string escaped(std::string_view key) {
    std::string out;
    for (const char c : key) out += c == '~' ? "~0" : c == '/' ? "~1" : std::string(1, c);
    return out;
  }
  void put(const json::value& value, const std::string& pointer) {
    if (const auto* object = value.if_object()) {
      text_ += '{';
      bool first = true;
      for (const auto& [key, member] : *object) {
        if (member.is_null()) continue;  // absent
        if (!std::exchange(first, false)) text_ += ',';
        const auto below = pointer + '/' + escaped(key);
        next_line(below);
        text_ += json::serialize(json::string(key)) + ": ";
        put(member, below);
      }
      next_line(pointer);
      text_ += '}';
    } else if (const auto* array = value.if_array()) {
      text_ += '[';
      for (std::size_t i = 0; i < array->size(); ++i) {
        if (i > 0) text_ += ',';
        const auto below = fmt::format("{}/{}", pointer, i);
        next_line(below);
        put((*array)[i], below);
      }
      next_line(pointer);
      text_ += ']';
    } else if (const auto* number = value.if_double()) {
      text_ += fmt::format("{}", *number);
    } else {
      text_ += json::serialize(value);
    }
  }

  std::string text_;
  std::vector<std::string> pointers_;
};

class FieldCheck {
 public:
  explicit FieldCheck(std::vector<DocumentProblem>& problems) : problems_(problems) {}

  void document(const json::value& root) {
    const auto* object = root.if_object();
    if (!object) return;
    only(*object, "", {"chain", "name", "version", "sources", "nodes", "edges"});
    words(*object, "name", "");
    if (const auto* sources = find_object(*object, "sources")) {
      for (const auto& [id, source] : *sources) {
        if (const auto* one = source.if_object())
          only(*one, fmt::format("/sources/{}", std::string_view(id)), {"title", "date", "status"});
      }
    }
    each(*object, "nodes", [&](const json::object& node, const std::string& at) {
      only(node, at,
           {"id", "zh", "en", "kind", "stage", "terms", "weak_terms", "unit", "price", "transport_radius_km",
            "criticality", "criticality_why", "carrier", "gbt4754"});
      words(node, "unit", at);
      words(node, "criticality_why", at);
      for (const auto* figure : {"price", "transport_radius_km", "criticality"}) {
        if (const auto* one = find_object(node, figure)) {
          only(*one, fmt::format("{}/{}", at, figure), {"value", "low", "high", "source"});
        }
      }
      if (const auto* carrier = find_object(node, "carrier")) only(*carrier, at + "/carrier", {"use", "source"});
    });
    each(*object, "edges", [&](const json::object& edge, const std::string& at) {
      only(edge, at, {"from", "to", "coefficient", "low", "high", "source", "note"});
      words(edge, "note", at);
    });
  }

 private:
  void only(const json::object& object, const std::string& at, std::initializer_list<std::string_view> names) {
    for (const auto& member : object) {
      const std::string_view key = member.key();
      if (std::find(names.begin(), names.end(), key) != names.end()) continue;
      problems_.push_back(
          {fmt::format("{}/{}", at, key), "unknown-field", fmt::format("'{}' is no field here", key)});
    }
  }
  void words(const json::object& object, std::string_view key, const std::string& at) {
    if (const auto* one = find_object(object, key)) only(*one, fmt::format("{}/{}", at, key), {"zh", "en"});
  }
  static const json::object* find_object(const json::object& object, std::string_view key) {
    const auto* found = object.if_contains(key);
    return found ? found->if_object() : nullptr;
  }
  template <class F>
  static void each(const json::object& object, std::string_view key, const F& visit) {
    const auto* found = object.if_contains(key);
    const auto* list = found ? found->if_array() : nullptr;
    if (!list) return;
    for (std::size_t i = 0; i < list->size(); ++i) {
      if (const auto* one = (*list)[i].if_object()) visit(*one, fmt::format("/{}/{}", key, i));
    }
  }

  std::vector<DocumentProblem>& problems_;
};

// ---- comparing

std::string number(double value) {
  return fmt::format("{:.6g}", value);
}

std::string range(const Figure& figure) {
  return figure.low == figure.high ? number(figure.low) : number(figure.low) + "–" + number(figure.high);
}

std::string list(const std::vector<std::string>& texts) {
  std::string out;
  for (const auto& text : texts) out += (out.empty() ? "" : "、") + text;
  return out;
}

// Collects what differs between two forms of one node or edge.
class Differences {
 public:
  void text(std::string_view zh, std::string_view en, const std::string& before, const std::string& after) {
    if (before == after) return;
    add(fmt::format("{}：{} → {}", zh, before.empty() ? "（无）" : before, after.empty() ? "（无）" : after),
        fmt::format("{}: {} → {}", en, before.empty() ? "(none)" : before, after.empty() ? "(none)" : after));
  }
  void texts(std::string_view zh, std::string_view en, const std::vector<std::string>& before,
             const std::vector<std::string>& after) {
    const auto missing = [](const auto& from, const auto& in) {
      std::vector<std::string> out;
      for (const auto& one : from) {
        if (std::find(in.begin(), in.end(), one) == in.end()) out.push_back(one);
      }
      return out;
    };
    const auto added = missing(after, before), removed = missing(before, after);
    if (!added.empty()) add(fmt::format("{}加 {}", zh, list(added)), fmt::format("{} added: {}", en, list(added)));
    if (!removed.empty()) {
      add(fmt::format("{}去 {}", zh, list(removed)), fmt::format("{} removed: {}", en, list(removed)));
    }
    if (added.empty() && removed.empty() && before != after) {
      add(fmt::format("{}次序变动", zh), fmt::format("{} in another order", en));
    }
  }
  void words(std::string_view zh, std::string_view en, const Words& before, const Words& after) {
    if (before.zh != after.zh) {
      text(zh, en, before.zh, after.zh);
    } else {
      text(zh, en, before.en, after.en);
    }
  }
  [[nodiscard]] bool none() const { return zh_.empty(); }
  [[nodiscard]] Words in_words(const Words& name) const {
    return {fmt::format("{}：{}", name.zh, zh_), fmt::format("{}: {}", name.en, en_)};
  }

 private:
  void add(const std::string& zh, const std::string& en) {
    zh_ += (zh_.empty() ? "" : "；") + zh;
    en_ += (en_.empty() ? "" : "; ") + en;
  }
  std::string zh_, en_;
};

Differences node_differences(const Chain& a, const Node& before, const Chain& b, const Node& after) {
  Differences d;
  const auto figure = [&](std::string_view zh, std::string_view en, const Figure& x, const Figure& y) {
    d.text(zh, en, range(x), range(y));
    d.text(std::string(zh) + "来源", std::string(en) + " source", a.sources[x.source].title,
           b.sources[y.source].title);
  };
  d.text("名称", "Chinese name", before.name.zh, after.name.zh);
  d.text("英文名", "English name", before.name.en, after.name.en);
  d.text("类别", "kind", std::string(name_of(before.kind)), std::string(name_of(after.kind)));
  d.text("位置", "stage", std::string(name_of(before.stage)), std::string(name_of(after.stage)));
  d.texts("词条", "terms", before.terms, after.terms);
  d.texts("弱词条", "weak terms", before.weak_terms, after.weak_terms);
  d.words("单位", "unit", before.unit, after.unit);
  figure("单价", "price", before.price, after.price);
  figure("经济运距", "transport radius", before.transport_radius_km, after.transport_radius_km);
  figure("关键度", "criticality", before.criticality, after.criticality);
  d.words("关键理由", "why critical", before.criticality_why, after.criticality_why);
  d.text("载体", "carrier", before.carrier_use, after.carrier_use);
  d.texts("行业代码", "GB/T 4754", before.gbt4754, after.gbt4754);
  return d;
}

std::string coefficient_of(const Edge& edge) {
  return edge.coefficient ? range(*edge.coefficient) : std::string();
}

Differences edge_differences(const Chain& a, const Edge& before, const Chain& b, const Edge& after) {
  Differences d;
  d.text("系数", "coefficient", coefficient_of(before), coefficient_of(after));
  d.text("来源", "source", a.sources[before.source].title, b.sources[after.source].title);
  d.words("说明", "note", before.note, after.note);
  return d;
}

const Node* find_node(const Chain& chain, std::string_view id) {
  const auto at = std::find_if(chain.nodes.begin(), chain.nodes.end(), [&](const Node& n) { return n.id == id; });
  return at == chain.nodes.end() ? nullptr : &*at;
}

std::string edge_id(const Chain& chain, const Edge& edge) {
  return chain.nodes[edge.from].id + ">" + chain.nodes[edge.to].id;
}

const Edge* find_edge(const Chain& chain, const std::string& id) {
  const auto at =
      std::find_if(chain.edges.begin(), chain.edges.end(), [&](const Edge& e) { return edge_id(chain, e) == id; });
  return at == chain.edges.end() ? nullptr : &*at;
}

Words edge_name(const Chain& chain, const Edge& edge) {
  const auto &from = chain.nodes[edge.from].name, &to = chain.nodes[edge.to].name;
  return {from.zh + " → " + to.zh, from.en + " → " + to.en};
}

}  // namespace

std::string document_of(const Chain& chain) {
  json::object sources;
  for (const auto& source : chain.sources) {
    sources[source.id] =
        json::object{{"title", source.title}, {"date", to_string(source.date)}, {"status", name_of(source.status)}};
  }
  json::array nodes, edges;
  for (const auto& node : chain.nodes) nodes.push_back(node_of(chain, node));
  for (const auto& edge : chain.edges) edges.push_back(edge_of(chain, edge));
  return json::serialize(json::object{{"chain", chain.id},
                                      {"name", words_of(chain.name)},
                                      {"version", to_string(chain.version)},
                                      {"sources", sources},
                                      {"nodes", nodes},
                                      {"edges", edges}});
}

namespace {

ReadDocument read(std::string_view text, const std::string& name, TermVerbs verbs) {
  ReadDocument out;
  if (text.size() > kMaxChainFileBytes) {
    out.problems.push_back({"", "too-large", fmt::format("a chain has at most {} bytes", kMaxChainFileBytes)});
    return out;
  }
  boost::system::error_code code;
  const auto document = json::parse(text, code);
  if (code) {
    out.problems.push_back({"", "bad-json", code.message()});
    return out;
  }
  FieldCheck(out.problems).document(document);
  const Lines lines(document);
  std::vector<Problem> problems;
  out.chain = read_chain(lines.text(), name, problems, verbs);
  for (auto& problem : problems) {
    out.problems.push_back({lines.pointer(problem.line), std::move(problem.rule), std::move(problem.message)});
  }
  if (!out.problems.empty()) out.chain.reset();
  return out;
}

}  // namespace

ReadDocument read_document(std::string_view text, const std::string& name) {
  return read(text, name, TermVerbs::kRefuse);
}

Result<Chain> chain_from_document(std::string_view text, const std::string& name) {
  auto kept = read(text, name, TermVerbs::kTakeOff);
  if (kept.chain) return *std::move(kept.chain);
  std::string message = fmt::format("{}: {} problem(s):", name, kept.problems.size());
  for (const auto& problem : kept.problems) {
    message += fmt::format("\n  {}: {}: {}", problem.pointer, problem.rule, problem.message);
  }
  return Error{ErrorCode::kBadInput, message};
}

std::vector<ChainChange> changes_between(const Chain& before, const Chain& after) {
  using Change = ChainChange::Kind;
  std::vector<ChainChange> out;
  Differences whole;
  whole.words("名称", "name", before.name, after.name);
  whole.text("版本日期", "date of the version", to_string(before.version), to_string(after.version));
  if (!whole.none()) out.push_back({Change::kChanged, "", whole.in_words(after.name)});
  for (const auto& node : after.nodes) {
    const auto* old = find_node(before, node.id);
    if (!old) {
      out.push_back({Change::kAdded, node.id, {"新增环节 " + node.name.zh, "new node " + node.name.en}});
      continue;
    }
    const auto d = node_differences(before, *old, after, node);
    if (!d.none()) out.push_back({Change::kChanged, node.id, d.in_words(node.name)});
  }
  for (const auto& node : before.nodes) {
    if (find_node(after, node.id)) continue;
    out.push_back({Change::kRemoved, node.id, {"删除环节 " + node.name.zh, "node removed: " + node.name.en}});
  }
  for (const auto& edge : after.edges) {
    const auto id = edge_id(after, edge);
    const auto name = edge_name(after, edge);
    const auto* old = find_edge(before, id);
    if (!old) {
      out.push_back({Change::kAdded, id, {"新增关系 " + name.zh, "new edge " + name.en}});
      continue;
    }
    const auto d = edge_differences(before, *old, after, edge);
    if (!d.none()) out.push_back({Change::kChanged, id, d.in_words(name)});
  }
  for (const auto& edge : before.edges) {
    const auto id = edge_id(before, edge);
    if (find_edge(after, id)) continue;
    const auto name = edge_name(before, edge);
    out.push_back({Change::kRemoved, id, {"删除关系 " + name.zh, "edge removed: " + name.en}});
  }
  return out;
}

}  // namespace lianzhao::atlas
