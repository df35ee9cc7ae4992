-- Notices, jobs, history of imports.
CREATE TABLE notices (
  zone TEXT NOT NULL, id TEXT NOT NULL, user_id TEXT NOT NULL, kind TEXT NOT NULL, text_zh TEXT NOT NULL,
  text_en TEXT NOT NULL, link TEXT NOT NULL, created_at BIGINT NOT NULL, read_at BIGINT,
  PRIMARY KEY (zone, id), FOREIGN KEY (zone, user_id) REFERENCES users (zone, id));
CREATE INDEX notices_of_user ON notices (zone, user_id, id);

CREATE TABLE jobs (
  zone TEXT NOT NULL, id TEXT NOT NULL, kind TEXT NOT NULL, params TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('queued', 'running', 'done', 'failed', 'cancelled')),
  progress TEXT NOT NULL, result TEXT NOT NULL, owner TEXT NOT NULL, cancel_requested BIGINT NOT NULL,
  attempts BIGINT NOT NULL, heartbeat_at BIGINT, created_at BIGINT NOT NULL, started_at BIGINT, ended_at BIGINT,
  PRIMARY KEY (zone, id));
CREATE INDEX jobs_by_state ON jobs (zone, state, id);

CREATE TABLE import_runs (
  zone TEXT NOT NULL, id TEXT NOT NULL, version BIGINT NOT NULL,
  created_at BIGINT NOT NULL, created_by TEXT NOT NULL, updated_at BIGINT NOT NULL, updated_by TEXT NOT NULL,
  dataset TEXT NOT NULL, file_name TEXT NOT NULL, rows_read BIGINT NOT NULL, accepted BIGINT NOT NULL,
  rejected BIGINT NOT NULL, duplicates BIGINT NOT NULL, reject_path TEXT NOT NULL, snapshot_path TEXT NOT NULL,
  previous_snapshot_path TEXT NOT NULL, state TEXT NOT NULL, message TEXT NOT NULL, job_id TEXT, rolled_back_at BIGINT,
  rolled_back_by TEXT,
  PRIMARY KEY (zone, id));
