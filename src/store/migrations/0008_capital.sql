-- Arrived capital. Payments are never changed but for their audit and the link to their counter-entry.
CREATE TABLE payments (
  zone TEXT NOT NULL, id TEXT NOT NULL, version BIGINT NOT NULL,
  created_at BIGINT NOT NULL, created_by TEXT NOT NULL, updated_at BIGINT NOT NULL, updated_by TEXT NOT NULL,
  project_id TEXT NOT NULL, group_id TEXT NOT NULL, on_day BIGINT NOT NULL, amount_fen BIGINT NOT NULL,
  currency TEXT NOT NULL, rate DOUBLE PRECISION NOT NULL, yuan_fen BIGINT NOT NULL, origin TEXT NOT NULL,
  used_for TEXT NOT NULL, evidence TEXT NOT NULL, state TEXT NOT NULL, audited_on BIGINT, audited_at BIGINT,
  audit_note TEXT NOT NULL, reverses TEXT, reversed_by TEXT, second_phase BIGINT NOT NULL,
  note TEXT NOT NULL, despite_reason TEXT NOT NULL, synthetic BIGINT NOT NULL,
  PRIMARY KEY (zone, id), UNIQUE (zone, reverses), FOREIGN KEY (zone, project_id) REFERENCES projects (zone, id),
  FOREIGN KEY (zone, group_id) REFERENCES groups (zone, id));
CREATE INDEX payments_by_day ON payments (zone, on_day, id);
CREATE INDEX payments_by_audit ON payments (zone, audited_on);
CREATE INDEX payments_of_project ON payments (zone, project_id, on_day);
CREATE INDEX payments_of_group ON payments (zone, group_id, on_day, id);

CREATE TABLE capital_rules (
  zone TEXT NOT NULL, id TEXT NOT NULL, version BIGINT NOT NULL,
  created_at BIGINT NOT NULL, created_by TEXT NOT NULL, updated_at BIGINT NOT NULL, updated_by TEXT NOT NULL,
  number BIGINT NOT NULL, name_zh TEXT NOT NULL, name_en TEXT NOT NULL, valid_from BIGINT NOT NULL,
  origins TEXT NOT NULL, uses TEXT NOT NULL, evidences TEXT NOT NULL, clock TEXT NOT NULL, minimum_fen BIGINT NOT NULL,
  exclude_second_phase BIGINT NOT NULL, base_restated BIGINT NOT NULL, note TEXT NOT NULL,
  PRIMARY KEY (zone, id), UNIQUE (zone, number));

CREATE TABLE capital_bases (
  zone TEXT NOT NULL, id TEXT NOT NULL, version BIGINT NOT NULL,
  created_at BIGINT NOT NULL, created_by TEXT NOT NULL, updated_at BIGINT NOT NULL, updated_by TEXT NOT NULL,
  rule_id TEXT NOT NULL, year BIGINT NOT NULL, month BIGINT NOT NULL, yuan_fen BIGINT NOT NULL,
  date BIGINT NOT NULL, source TEXT NOT NULL, source_status TEXT NOT NULL,
  PRIMARY KEY (zone, id), UNIQUE (zone, rule_id, year, month),
  FOREIGN KEY (zone, rule_id) REFERENCES capital_rules (zone, id));

CREATE TABLE capital_closes (
  zone TEXT NOT NULL, year BIGINT NOT NULL, month BIGINT NOT NULL, closed_at BIGINT NOT NULL, closed_by TEXT NOT NULL,
  yuan_fen BIGINT NOT NULL, entries BIGINT NOT NULL,
  PRIMARY KEY (zone, year, month));
