-- What the pages show beside the first columns: a note of a group, how sure the source of a correction is.
ALTER TABLE groups ADD COLUMN note TEXT NOT NULL DEFAULT '';
ALTER TABLE firm_corrections ADD COLUMN source_status TEXT NOT NULL DEFAULT 'unverified';
