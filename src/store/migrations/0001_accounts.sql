-- Users, groups, sessions. All times are microseconds UTC, truth is 0 or 1, lists and documents are JSON text.
CREATE TABLE users (
  zone TEXT NOT NULL, id TEXT NOT NULL, version BIGINT NOT NULL,
  created_at BIGINT NOT NULL, created_by TEXT NOT NULL, updated_at BIGINT NOT NULL, updated_by TEXT NOT NULL,
  login TEXT NOT NULL, login_folded TEXT NOT NULL, display_name TEXT NOT NULL, phone TEXT NOT NULL, email TEXT NOT NULL,
  roles TEXT NOT NULL, active BIGINT NOT NULL, must_change_password BIGINT NOT NULL, last_sign_in_at BIGINT,
  PRIMARY KEY (zone, id), UNIQUE (zone, login_folded));

-- Apart from users, so that no list of users carries a hash along.
CREATE TABLE user_passwords (
  zone TEXT NOT NULL, user_id TEXT NOT NULL, hash TEXT NOT NULL, changed_at BIGINT NOT NULL,
  PRIMARY KEY (zone, user_id), FOREIGN KEY (zone, user_id) REFERENCES users (zone, id));

CREATE TABLE groups (
  zone TEXT NOT NULL, id TEXT NOT NULL, version BIGINT NOT NULL,
  created_at BIGINT NOT NULL, created_by TEXT NOT NULL, updated_at BIGINT NOT NULL, updated_by TEXT NOT NULL,
  slug TEXT NOT NULL, kind TEXT NOT NULL CHECK (kind IN ('industry', 'dedicated', 'department', 'management')),
  name_zh TEXT NOT NULL, name_en TEXT NOT NULL, chains TEXT NOT NULL, regions TEXT NOT NULL, lead_title TEXT NOT NULL,
  position BIGINT NOT NULL, active BIGINT NOT NULL,
  PRIMARY KEY (zone, id), UNIQUE (zone, slug));

CREATE TABLE group_members (
  zone TEXT NOT NULL, group_id TEXT NOT NULL, user_id TEXT NOT NULL, function TEXT NOT NULL,
  PRIMARY KEY (zone, group_id, user_id),
  FOREIGN KEY (zone, group_id) REFERENCES groups (zone, id), FOREIGN KEY (zone, user_id) REFERENCES users (zone, id));
CREATE INDEX group_members_of_user ON group_members (zone, user_id);

CREATE TABLE sessions (
  zone TEXT NOT NULL, id TEXT NOT NULL, token_hash TEXT NOT NULL, user_id TEXT NOT NULL,
  created_at BIGINT NOT NULL, last_seen_at BIGINT NOT NULL, expires_at BIGINT NOT NULL, revoked_at BIGINT,
  address TEXT NOT NULL, user_agent TEXT NOT NULL,
  PRIMARY KEY (zone, id), FOREIGN KEY (zone, user_id) REFERENCES users (zone, id));
CREATE UNIQUE INDEX sessions_token ON sessions (token_hash);
CREATE INDEX sessions_of_user ON sessions (zone, user_id);

-- Failed logins: kind is 'login' or 'address'.
CREATE TABLE login_throttle (
  zone TEXT NOT NULL, kind TEXT NOT NULL, subject TEXT NOT NULL, failures BIGINT NOT NULL, last_at BIGINT NOT NULL,
  until_at BIGINT NOT NULL,
  PRIMARY KEY (zone, kind, subject));
