-- Leads, projects, their stages, problems, documents, landing plans.
CREATE TABLE leads (
  zone TEXT NOT NULL, id TEXT NOT NULL, version BIGINT NOT NULL,
  created_at BIGINT NOT NULL, created_by TEXT NOT NULL, updated_at BIGINT NOT NULL, updated_by TEXT NOT NULL,
  title TEXT NOT NULL, firm_key TEXT NOT NULL, firm_name TEXT NOT NULL, group_id TEXT NOT NULL, source TEXT NOT NULL,
  introducer TEXT NOT NULL, state TEXT NOT NULL, node TEXT NOT NULL, process TEXT NOT NULL, investment_fen BIGINT,
  land_mu DOUBLE PRECISION, power_mva DOUBLE PRECISION, energy_tce DOUBLE PRECISION, water_t DOUBLE PRECISION,
  environment TEXT NOT NULL, output_fen BIGINT, tax_fen BIGINT, jobs BIGINT, capacity DOUBLE PRECISION,
  received_on BIGINT NOT NULL, answered_on BIGINT, sorted_on BIGINT, introducer_answered_on BIGINT,
  reported_on BIGINT, last_activity_on BIGINT NOT NULL, project_id TEXT, led_by TEXT, reason TEXT NOT NULL,
  despite_reason TEXT NOT NULL, note TEXT NOT NULL, synthetic BIGINT NOT NULL,
  PRIMARY KEY (zone, id), FOREIGN KEY (zone, group_id) REFERENCES groups (zone, id));
CREATE INDEX leads_of_group ON leads (zone, group_id, received_on, id);
CREATE INDEX leads_of_firm ON leads (zone, firm_key);
CREATE INDEX leads_by_day ON leads (zone, received_on, id);
CREATE INDEX leads_by_change ON leads (zone, updated_at);

CREATE TABLE projects (
  zone TEXT NOT NULL, id TEXT NOT NULL, version BIGINT NOT NULL,
  created_at BIGINT NOT NULL, created_by TEXT NOT NULL, updated_at BIGINT NOT NULL, updated_by TEXT NOT NULL,
  name TEXT NOT NULL, firm_key TEXT NOT NULL, firm_name TEXT NOT NULL, group_id TEXT NOT NULL, stage TEXT NOT NULL,
  stage_since BIGINT NOT NULL, activity TEXT NOT NULL, activity_reason TEXT NOT NULL, node TEXT NOT NULL,
  phase_of TEXT, lead_id TEXT, investment_fen BIGINT, foreign_origin TEXT NOT NULL, land_mu DOUBLE PRECISION,
  capacity DOUBLE PRECISION, output_fen BIGINT, tax_fen BIGINT, jobs BIGINT, process TEXT NOT NULL,
  environment TEXT NOT NULL, energy_tce DOUBLE PRECISION, agreement_on BIGINT, registered_firm TEXT NOT NULL,
  project_code TEXT NOT NULL, lead_official TEXT NOT NULL, team TEXT NOT NULL, competitors TEXT NOT NULL,
  likelihood BIGINT, expected_start BIGINT, expected_production BIGINT, overridden BIGINT NOT NULL,
  note TEXT NOT NULL, synthetic BIGINT NOT NULL,
  PRIMARY KEY (zone, id), FOREIGN KEY (zone, group_id) REFERENCES groups (zone, id),
  FOREIGN KEY (zone, phase_of) REFERENCES projects (zone, id));
CREATE INDEX projects_of_group ON projects (zone, group_id, stage);
CREATE INDEX projects_of_firm ON projects (zone, firm_key);
CREATE INDEX projects_by_stage ON projects (zone, stage, id);
CREATE INDEX projects_by_change ON projects (zone, updated_at);

-- One row for every change of stage or activity; never changed. seq counts within a project.
CREATE TABLE project_log (
  zone TEXT NOT NULL, project_id TEXT NOT NULL, seq BIGINT NOT NULL, from_stage TEXT NOT NULL, to_stage TEXT NOT NULL,
  on_day BIGINT NOT NULL, at BIGINT NOT NULL, by_user TEXT NOT NULL, note TEXT NOT NULL, override_reason TEXT NOT NULL,
  unmet TEXT NOT NULL,
  PRIMARY KEY (zone, project_id, seq), FOREIGN KEY (zone, project_id) REFERENCES projects (zone, id));

-- The day each stage was reached.
CREATE TABLE project_dates (
  zone TEXT NOT NULL, project_id TEXT NOT NULL, stage TEXT NOT NULL, on_day BIGINT NOT NULL,
  PRIMARY KEY (zone, project_id, stage), FOREIGN KEY (zone, project_id) REFERENCES projects (zone, id));
CREATE INDEX project_dates_by_stage ON project_dates (zone, stage, on_day);

CREATE TABLE problems (
  zone TEXT NOT NULL, id TEXT NOT NULL, version BIGINT NOT NULL,
  created_at BIGINT NOT NULL, created_by TEXT NOT NULL, updated_at BIGINT NOT NULL, updated_by TEXT NOT NULL,
  project_id TEXT NOT NULL, title TEXT NOT NULL, detail TEXT NOT NULL, owner TEXT NOT NULL, due BIGINT NOT NULL,
  level TEXT NOT NULL, state TEXT NOT NULL, solution TEXT NOT NULL, raised_on BIGINT NOT NULL, solved_on BIGINT,
  PRIMARY KEY (zone, id), FOREIGN KEY (zone, project_id) REFERENCES projects (zone, id),
  FOREIGN KEY (zone, owner) REFERENCES users (zone, id));
CREATE INDEX problems_of_project ON problems (zone, project_id);
CREATE INDEX problems_by_due ON problems (zone, due, id);

-- Documents by what they belong to (visit, lead, project, payment, problem); the bytes lie in attachments/ under
-- their hash. number counts the versions of one name.
CREATE TABLE attachments (
  zone TEXT NOT NULL, id TEXT NOT NULL, version BIGINT NOT NULL,
  created_at BIGINT NOT NULL, created_by TEXT NOT NULL, updated_at BIGINT NOT NULL, updated_by TEXT NOT NULL,
  subject_kind TEXT NOT NULL, subject_id TEXT NOT NULL, group_id TEXT NOT NULL, name TEXT NOT NULL,
  number BIGINT NOT NULL, role TEXT NOT NULL, media_type TEXT NOT NULL, bytes BIGINT NOT NULL, sha256 TEXT NOT NULL,
  PRIMARY KEY (zone, id), UNIQUE (zone, subject_kind, subject_id, name, number));

CREATE TABLE landing_plans (
  zone TEXT NOT NULL, id TEXT NOT NULL, version BIGINT NOT NULL,
  created_at BIGINT NOT NULL, created_by TEXT NOT NULL, updated_at BIGINT NOT NULL, updated_by TEXT NOT NULL,
  project_id TEXT NOT NULL, name TEXT NOT NULL, template_id TEXT NOT NULL, start BIGINT NOT NULL, target_days BIGINT,
  choices TEXT NOT NULL, tasks TEXT NOT NULL,
  PRIMARY KEY (zone, id), FOREIGN KEY (zone, project_id) REFERENCES projects (zone, id));
CREATE INDEX landing_plans_of_project ON landing_plans (zone, project_id);
