-- The audit log. audit_head has the last entry of each zone; changes of a zone lock it first.
CREATE TABLE audit (
  zone TEXT NOT NULL, seq BIGINT NOT NULL, at BIGINT NOT NULL, actor TEXT NOT NULL, login TEXT NOT NULL,
  action TEXT NOT NULL, kind TEXT NOT NULL, subject TEXT NOT NULL, before TEXT, after TEXT, note TEXT NOT NULL,
  request TEXT NOT NULL, address TEXT NOT NULL, previous TEXT NOT NULL, hash TEXT NOT NULL,
  PRIMARY KEY (zone, seq));
CREATE INDEX audit_of_subject ON audit (zone, kind, subject, seq);
CREATE INDEX audit_of_actor ON audit (zone, actor, seq);

CREATE TABLE audit_head (zone TEXT NOT NULL, seq BIGINT NOT NULL, hash TEXT NOT NULL, PRIMARY KEY (zone));
