#include "cli/import_report.h"

#include <fmt/format.h>

#include <boost/json.hpp>
#include <filesystem>

#include "cli/console.h"
#include "cli/say.h"
#include "registry/import/reject_reasons.h"
#include "workspace/firm_decisions.h"
#include "workspace/snapshot_keeper.h"

namespace lianzhao::cli {

using registry::ImportReport;
using registry::Remark;

Result<registry::ImportTools> tools_of(Workspace& workspace) {
  auto places = workspace.places();
  if (!places) return places.error();
  auto names = workspace.names();
  if (!names) return names.error();
  return registry::ImportTools{&workspace.table(), *places, *names, &workspace.clock()};
}

Result<ImportReport> import_into(Workspace& workspace, registry::ImportOptions& options, bool progress) {
  auto tools = tools_of(workspace);
  if (!tools) return tools.error();
  auto vocabulary = workspace.vocabulary(!options.keep_existing);
  if (!vocabulary) return vocabulary.error();
  options.snapshot_path = workspace.snapshot_path();
  const auto name =
      options.files.empty() ? "import" : std::filesystem::path(options.files.front()).filename().string();
  options.reject_path = workspace.home("rejects/" + name + ".rejects.csv");
  options.changes_path = workspace.home("rejects/" + name + ".changes.csv");
  auto decisions = workspace::read_firm_decisions(workspace.folders());
  if (!decisions) return decisions.error();
  options.decisions = *std::move(decisions);
  options.stop = &stop_requested();
  const bool en = workspace.english();
  ProgressLine line(en);
  if (progress) {
    options.progress = [&](const registry::ImportProgress& p) {
      if (p.joining) {
        line.show(en ? "joining rows of one firm" : "合并同一企业的记录", static_cast<double>(p.input_bytes),
                  static_cast<double>(p.input_total), p.seconds);
        return;
      }
      const auto rate = grouped(static_cast<std::uint64_t>(p.rows / std::max(p.seconds, 1e-3)));
      line.show(en ? fmt::format("{} rows, {} rows/s", grouped(p.rows), rate)
                   : fmt::format("{} 行，每秒 {} 行", grouped(p.rows), rate),
                static_cast<double>(p.input_bytes), static_cast<double>(p.input_total), p.seconds);
    };
  }
  // As the server does it: one import at a time, and the snapshot before it kept.
  const auto lock = workspace::RegistryLock::take(workspace.folders());
  if (!lock) return lock.error();
  workspace::SnapshotKeeper keeper(workspace.folders());
  if (auto recovered = keeper.recover(); !recovered) return recovered.error();
  if (auto kept = keeper.keep(); !kept) return kept.error();
  auto report = registry::import_files(options, *vocabulary, *tools);
  if (!report) {
    keeper.failed();
  } else if (auto done = keeper.succeeded(); !done) {
    return done.error();
  }
  return report;
}

namespace {

void print_json(const ImportReport& report, const registry::ImportOptions& options) {
  namespace json = boost::json;
  json::object reasons, remarks;
  for (const auto& [reason, count] : report.reject_reasons) reasons[reason] = count;
  for (std::size_t i = 0; i < registry::kRemarkCount; ++i) {
    remarks[std::string(remark_name(static_cast<Remark>(i)))] = report.values.remarks[i];
  }
  const auto& v = report.values;
  fmt::print("{}\n", json::serialize(json::object{{"rows_read", report.rows_read},
                                                  {"accepted", report.accepted},
                                                  {"rejected", report.rejected},
                                                  {"duplicates", report.duplicates},
                                                  {"updated", report.updated},
                                                  {"firms", report.firms},
                                                  {"reject_reasons", reasons},
                                                  {"remarks", remarks},
                                                  {"with",
                                                   {{"capital", v.with_capital},
                                                    {"place", v.with_place},
                                                    {"date", v.with_date},
                                                    {"code", v.with_code},
                                                    {"scope", v.with_scope},
                                                    {"term", v.with_term}}},
                                                  {"places_guessed", v.places_guessed},
                                                  {"hits", v.hits},
                                                  {"input_bytes", report.input_bytes},
                                                  {"snapshot_bytes", report.snapshot_bytes},
                                                  {"seconds", report.seconds},
                                                  {"changed_firms", report.joins.changed},
                                                  {"filled_firms", report.joins.filled},
                                                  {"joined_firms", report.joins.joined},
                                                  {"doubtful_pairs", report.joins.doubts},
                                                  {"reject_file", options.reject_path},
                                                  {"change_file", options.changes_path}}));
}

}  // namespace

void print_report(const Globals& globals, const ImportReport& report, const registry::ImportOptions& options) {
  if (globals.json) return print_json(report, options);
  for (const auto& note : report.notes) fmt::print("{}\n", note);
  const bool en = globals.english;
  say(en, "rows read {} = accepted {} + rejected {} + duplicates {}\n", "读入 {} 行 = 收录 {} + 拒收 {} + 重复 {}\n",
      grouped(report.rows_read), grouped(report.accepted), grouped(report.rejected), grouped(report.duplicates));
  if (report.updated > 0) {
    say(en, "of the accepted, {} updated a firm that was known already\n", "收录的行中，{} 行更新了已有企业\n",
        grouped(report.updated));
  }
  for (const auto& [code, count] : report.reject_reasons) {
    const auto reason = registry::reject_reason(code);
    say(en, "  rejected, {}: {} ({})\n", "  拒收，{}：{}（{}）\n", code, grouped(count), en ? reason.en : reason.zh);
  }
  const auto& v = report.values;
  const auto understood = [](std::uint64_t with, std::uint64_t failed) {
    return with == 0
               ? std::string("-")
               : fmt::format("{:.2f} %", 100.0 * static_cast<double>(with - failed) / static_cast<double>(with));
  };
  const auto remarks = [&](Remark remark) { return v.remarks[static_cast<std::size_t>(remark)]; };
  say(en,
      "understood, of the rows that state it: capital {} ({}), place {} ({}), date {} ({}), credit code {} ({})\n",
      "填写了的行中能识别的：注册资本 {}（{}），地区 {}（{}），日期 {}（{}），统一社会信用代码 {}（{}）\n",
      understood(v.with_capital, remarks(Remark::kCapital)), grouped(v.with_capital),
      understood(v.with_place, remarks(Remark::kPlace)), grouped(v.with_place),
      understood(v.with_date, remarks(Remark::kDate)), grouped(v.with_date),
      understood(v.with_code,
                 remarks(Remark::kCodeLength) + remarks(Remark::kCodeCharacter) + remarks(Remark::kCodeCheck)),
      grouped(v.with_code));
  if (v.places_guessed > 0) {
    say(en, "{} places are guesses from the firm's name, its credit code or a single short name\n",
        "{} 个地区是按企业名称、信用代码或单个简称推测的\n", grouped(v.places_guessed));
  }
  if (const auto count = remarks(Remark::kPlaceContradiction); count > 0) {
    const auto reason = registry::reject_reason("place-contradiction");
    say(en, "{} rows: {}\n", "{} 行：{}\n", grouped(count), en ? reason.en : reason.zh);
  }
  say(en, "{} rows have a scope, {} speak of a known term; {} terms found\n",
      "{} 行有经营范围，其中 {} 行提到词表中的词，共 {} 处\n", grouped(v.with_scope), grouped(v.with_term),
      grouped(v.hits));
  const double seconds = std::max(report.seconds, 1e-3);
  say(en, "{} firms in the snapshot ({}), in {}, {:.0f} rows/s, {}/s\n",
      "名录现有企业 {} 家（{}），用时 {}，每秒 {:.0f} 行、{}\n", grouped(report.firms),
      bytes_in_words(report.snapshot_bytes), duration_in_words(report.seconds, en),
      static_cast<double>(report.rows_read) / seconds,
      bytes_in_words(static_cast<std::uint64_t>(static_cast<double>(report.input_bytes) / seconds)));
  if (report.rejected + report.duplicates > 0)
    say(en, "what was not taken, with line and reason: {}\n", "未收录的行（含行号与原因）：{}\n",
        options.reject_path);
  const auto& joins = report.joins;
  if (joins.changed + joins.filled + joins.joined > 0) {
    say(en,
        "firms known before: {} with another value now, {} with values where there were none, {} that had been two; "
        "listed in {}\n",
        "已有企业：{} 家的内容有更新，{} 家补充了空缺，{} 家由两条合为一条；明细：{}\n", grouped(joins.changed),
        grouped(joins.filled), grouped(joins.joined), options.changes_path);
  }
  if (joins.doubts > 0) {
    say(en, "{} pairs of firms may be one firm; they were left apart\n",
        "有 {} 对企业可能是同一家，暂按不同企业保留\n", grouped(joins.doubts));
  }
}

}  // namespace lianzhao::cli
