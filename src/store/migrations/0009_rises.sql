-- Rises of problems that were told, one row a level: nobody is told twice, whoever asks again.
CREATE TABLE problem_rises (
  zone TEXT NOT NULL, problem_id TEXT NOT NULL, level TEXT NOT NULL, at BIGINT NOT NULL,
  PRIMARY KEY (zone, problem_id, level), FOREIGN KEY (zone, problem_id) REFERENCES problems (zone, id) ON DELETE CASCADE);
CREATE INDEX problems_open ON problems (zone, due, id) WHERE state = 'open';
