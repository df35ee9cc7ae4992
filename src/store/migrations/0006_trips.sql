-- Trips, visits, follow-ups, targets of groups, calendars, trip plans.
CREATE TABLE trips (
  zone TEXT NOT NULL, id TEXT NOT NULL, version BIGINT NOT NULL,
  created_at BIGINT NOT NULL, created_by TEXT NOT NULL, updated_at BIGINT NOT NULL, updated_by TEXT NOT NULL,
  name TEXT NOT NULL, group_id TEXT NOT NULL, region TEXT NOT NULL, cities TEXT NOT NULL, from_day BIGINT NOT NULL,
  to_day BIGINT NOT NULL, purpose TEXT NOT NULL, participants TEXT NOT NULL, firms TEXT NOT NULL, cost_fen BIGINT,
  result TEXT NOT NULL, state TEXT NOT NULL, plan_id TEXT, synthetic BIGINT NOT NULL,
  PRIMARY KEY (zone, id), CHECK (to_day >= from_day), FOREIGN KEY (zone, group_id) REFERENCES groups (zone, id));
CREATE INDEX trips_by_day ON trips (zone, from_day, id);
CREATE INDEX trips_of_group ON trips (zone, group_id, from_day);

-- sent_hash: of the visit as it was first sent, to know it again when it comes a second time.
CREATE TABLE visits (
  zone TEXT NOT NULL, id TEXT NOT NULL, version BIGINT NOT NULL,
  created_at BIGINT NOT NULL, created_by TEXT NOT NULL, updated_at BIGINT NOT NULL, updated_by TEXT NOT NULL,
  kind TEXT NOT NULL, on_day BIGINT NOT NULL, firm_key TEXT NOT NULL, firm_name TEXT NOT NULL, place BIGINT NOT NULL,
  region TEXT NOT NULL, group_id TEXT NOT NULL, trip_id TEXT, led_by TEXT, people TEXT NOT NULL, topics TEXT NOT NULL,
  needs TEXT NOT NULL, interest TEXT NOT NULL, synthetic BIGINT NOT NULL,
  sent_hash TEXT NOT NULL,
  PRIMARY KEY (zone, id), FOREIGN KEY (zone, group_id) REFERENCES groups (zone, id),
  FOREIGN KEY (zone, trip_id) REFERENCES trips (zone, id), FOREIGN KEY (zone, led_by) REFERENCES visits (zone, id));
CREATE INDEX visits_by_day ON visits (zone, on_day, id);
CREATE INDEX visits_of_group ON visits (zone, group_id, on_day, id, kind);
CREATE INDEX visits_counted ON visits (zone, on_day, kind, group_id, region, firm_key, firm_name);
CREATE INDEX visits_by_change ON visits (zone, updated_at);
CREATE INDEX visits_of_trip ON visits (zone, trip_id);
CREATE INDEX visits_of_firm ON visits (zone, firm_key, on_day);
CREATE INDEX visits_led_by ON visits (zone, led_by);
CREATE INDEX visits_of_name ON visits (zone, firm_name);

-- Owned by the group of what they belong to; subject_kind is visit, lead or project.
CREATE TABLE follow_ups (
  zone TEXT NOT NULL, id TEXT NOT NULL, version BIGINT NOT NULL,
  created_at BIGINT NOT NULL, created_by TEXT NOT NULL, updated_at BIGINT NOT NULL, updated_by TEXT NOT NULL,
  subject_kind TEXT NOT NULL, subject_id TEXT NOT NULL, subject_title TEXT NOT NULL, group_id TEXT NOT NULL,
  what TEXT NOT NULL, owner TEXT NOT NULL, due BIGINT NOT NULL, done_on BIGINT,
  PRIMARY KEY (zone, id), FOREIGN KEY (zone, group_id) REFERENCES groups (zone, id),
  FOREIGN KEY (zone, owner) REFERENCES users (zone, id));
CREATE INDEX follow_ups_of_owner ON follow_ups (zone, owner, due);
CREATE INDEX follow_ups_of_subject ON follow_ups (zone, subject_id);
CREATE INDEX follow_ups_by_due ON follow_ups (zone, due, id);
CREATE INDEX follow_ups_open ON follow_ups (zone, due, id) WHERE done_on IS NULL;

CREATE TABLE group_targets (
  zone TEXT NOT NULL, id TEXT NOT NULL, version BIGINT NOT NULL,
  created_at BIGINT NOT NULL, created_by TEXT NOT NULL, updated_at BIGINT NOT NULL, updated_by TEXT NOT NULL,
  group_id TEXT NOT NULL, year BIGINT NOT NULL, quarter BIGINT NOT NULL, indicator TEXT NOT NULL,
  target DOUBLE PRECISION NOT NULL,
  PRIMARY KEY (zone, id), UNIQUE (zone, group_id, year, quarter, indicator),
  FOREIGN KEY (zone, group_id) REFERENCES groups (zone, id));

CREATE TABLE calendar_tokens (
  zone TEXT NOT NULL, user_id TEXT NOT NULL, token_hash TEXT NOT NULL, created_at BIGINT NOT NULL,
  PRIMARY KEY (zone, user_id), FOREIGN KEY (zone, user_id) REFERENCES users (zone, id));
CREATE UNIQUE INDEX calendar_tokens_token ON calendar_tokens (token_hash);

CREATE TABLE trip_plans (
  zone TEXT NOT NULL, id TEXT NOT NULL, version BIGINT NOT NULL,
  created_at BIGINT NOT NULL, created_by TEXT NOT NULL, updated_at BIGINT NOT NULL, updated_by TEXT NOT NULL,
  name TEXT NOT NULL, input TEXT NOT NULL, output TEXT NOT NULL, state TEXT NOT NULL, job_id TEXT,
  PRIMARY KEY (zone, id));
