#include "api/json/capital.h"
#include "api/sheets/taking_out.h"

namespace lianzhao::api::sheets {
namespace {

std::vector<Choice> choices(std::initializer_list<const char*> keys, Words (*words)(std::string_view)) {
  std::vector<Choice> out;
  for (const auto* key : keys) out.push_back({key, words(key)});
  return out;
}

Status write(const Target& target, const Row& row) {
  ledger::Payment draft;
  draft.id = row.text("id");
  if (draft.id.empty()) draft.id = target.ledger.tools.ids.next();
  draft.project_id = row.text("project");
  draft.on_day = *row.day("on");
  draft.amount_fen = *row.whole("amount_fen");
  if (const auto currency = row.text("currency"); !currency.empty()) draft.currency = currency;
  const auto rate = row.number("rate");
  if (draft.currency != "CNY" && !rate) {
    return told(ErrorCode::kBadInput, "外币须填写汇率。", "another currency needs its rate", "rate");
  }
  draft.rate = rate.value_or(1);
  draft.origin = row.text("origin");
  draft.used_for = row.text("use");
  draft.evidence = row.text("evidence");
  draft.note = row.text("note");
  draft.despite_reason = row.text("despite_reason");
  draft.synthetic = row.truth("synthetic").value_or(false);
  auto entered = target.ledger.payments.enter_in(target.change, target.access, draft);
  if (!entered) return entered.error();
  if (entered->was_there) {
    return told(ErrorCode::kExists, "这笔到位资金已经登记。", "this payment was entered already", "id");
  }
  return {};
}

Status take_out(const Source& source, const RowSink& sink) {
  return each_page<ledger::Payment>(source.ledger.payments, source.access, [&](const auto& payments) -> Status {
    for (const auto& payment : payments) {
      Row row;
      put(row, "project", payment.project_id);
      row.set("on", payment.on_day);
      row.set("amount_fen", payment.amount_fen);
      put(row, "currency", payment.currency);
      if (payment.currency != "CNY") row.set("rate", payment.rate);
      put(row, "origin", payment.origin);
      put(row, "use", payment.used_for);
      put(row, "evidence", payment.evidence);
      put(row, "note", payment.note);
      put(row, "despite_reason", payment.despite_reason);
      put_true(row, "synthetic", payment.synthetic);
      put(row, "id", payment.id);
      if (auto taken = sink(row); !taken) return taken;
    }
    return {};
  });
}

}  // namespace

Kind payments_kind() {
  return {"payments",
          {"到位资金", "Payments"},
          ledger::Permission::kPaymentsEdit,
          ledger::Permission::kPaymentsRead,
          {{"project",
            {"项目", "Project"},
            CellKind::kProject,
            true,
            30,
            {"项目名称，须已签订协议", "Name of a project with an agreement"},
            {}},
           {"on", {"到位日期", "Day"}, CellKind::kDay, true, 12, {"如 2023-03-31", "Such as 2023-03-31"}, {}},
           {"amount_fen",
            {"金额", "Amount"},
            CellKind::kYuan,
            true,
            18,
            {"以该币种的元为单位，最多两位小数", "In units of the currency, at most two decimals"},
            {}},
           {"currency",
            {"币种", "Currency"},
            CellKind::kText,
            false,
            8,
            {"三个大写字母；空为人民币 CNY", "Three capital letters; empty: CNY"},
            {}},
           {"rate",
            {"汇率", "Rate"},
            CellKind::kNumber,
            false,
            10,
            {"外币必填：1 单位折合人民币元", "For another currency: yuan for one unit"},
            {}},
           {"origin",
            {"资金来源", "Origin"},
            CellKind::kChoice,
            true,
            12,
            {},
            choices({"abroad", "other-province", "other-city", "local"}, view::origin_words)},
           {"use",
            {"用途", "Use"},
            CellKind::kChoice,
            true,
            14,
            {},
            choices({"fixed-investment", "working-capital", "equity", "other"}, view::use_words)},
           {"evidence",
            {"凭证", "Evidence"},
            CellKind::kChoice,
            true,
            12,
            {},
            choices({"bank-voucher", "invoice", "site-check", "none"}, view::evidence_words)},
           {"note", {"备注", "Note"}, CellKind::kText, false, 30, {}, {}},
           {"despite_reason",
            {"重复或超额说明", "Reason despite"},
            CellKind::kText,
            false,
            24,
            {"同日同额或累计超过总投资时须说明",
             "Needed for a second payment of the same day and amount, or beyond the investment"},
            {}},
           {"synthetic",
            {"合成数据", "Synthetic"},
            CellKind::kYesNo,
            false,
            10,
            {"合成数据填“是”", "Yes for data made up as an example"},
            {}},
           {"id",
            {"编号", "Id"},
            CellKind::kText,
            false,
            38,
            {"可空；填写 UUID 可避免重复导入", "May be empty; a UUID keeps a row from being entered twice"},
            {}}},
          write,
          take_out};
}

}  // namespace lianzhao::api::sheets
