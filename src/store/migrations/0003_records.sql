-- Target lists, what users write about firms, versioned documents, the zone's own facts.
CREATE TABLE target_lists (
  zone TEXT NOT NULL, id TEXT NOT NULL, version BIGINT NOT NULL,
  created_at BIGINT NOT NULL, created_by TEXT NOT NULL, updated_at BIGINT NOT NULL, updated_by TEXT NOT NULL,
  name TEXT NOT NULL, chain TEXT NOT NULL, node TEXT NOT NULL, group_id TEXT, state TEXT NOT NULL, note TEXT NOT NULL,
  PRIMARY KEY (zone, id), FOREIGN KEY (zone, group_id) REFERENCES groups (zone, id));
CREATE INDEX target_lists_of_group ON target_lists (zone, group_id);

CREATE TABLE target_items (
  zone TEXT NOT NULL, id TEXT NOT NULL, version BIGINT NOT NULL,
  created_at BIGINT NOT NULL, created_by TEXT NOT NULL, updated_at BIGINT NOT NULL, updated_by TEXT NOT NULL,
  list_id TEXT NOT NULL, firm_key TEXT NOT NULL, firm_name TEXT NOT NULL, node TEXT NOT NULL, score DOUBLE PRECISION,
  note TEXT NOT NULL, assignee TEXT, status TEXT NOT NULL,
  PRIMARY KEY (zone, id), UNIQUE (zone, list_id, firm_key),
  FOREIGN KEY (zone, list_id) REFERENCES target_lists (zone, id),
  FOREIGN KEY (zone, assignee) REFERENCES users (zone, id));
CREATE INDEX target_items_of_firm ON target_items (zone, firm_key);

CREATE TABLE firm_notes (
  zone TEXT NOT NULL, id TEXT NOT NULL, version BIGINT NOT NULL,
  created_at BIGINT NOT NULL, created_by TEXT NOT NULL, updated_at BIGINT NOT NULL, updated_by TEXT NOT NULL,
  firm_key TEXT NOT NULL, firm_name TEXT NOT NULL, text TEXT NOT NULL, group_id TEXT, visibility TEXT NOT NULL,
  PRIMARY KEY (zone, id), FOREIGN KEY (zone, group_id) REFERENCES groups (zone, id));
CREATE INDEX firm_notes_of_firm ON firm_notes (zone, firm_key);

CREATE TABLE firm_corrections (
  zone TEXT NOT NULL, id TEXT NOT NULL, version BIGINT NOT NULL,
  created_at BIGINT NOT NULL, created_by TEXT NOT NULL, updated_at BIGINT NOT NULL, updated_by TEXT NOT NULL,
  firm_key TEXT NOT NULL, firm_name TEXT NOT NULL, field TEXT NOT NULL, value TEXT NOT NULL, reason TEXT NOT NULL,
  source TEXT NOT NULL, source_date BIGINT, group_id TEXT,
  PRIMARY KEY (zone, id), FOREIGN KEY (zone, group_id) REFERENCES groups (zone, id));
CREATE INDEX firm_corrections_of_firm ON firm_corrections (zone, firm_key);

CREATE TABLE firm_contacts (
  zone TEXT NOT NULL, id TEXT NOT NULL, version BIGINT NOT NULL,
  created_at BIGINT NOT NULL, created_by TEXT NOT NULL, updated_at BIGINT NOT NULL, updated_by TEXT NOT NULL,
  firm_key TEXT NOT NULL, firm_name TEXT NOT NULL, name TEXT NOT NULL, title TEXT NOT NULL, phone TEXT NOT NULL,
  email TEXT NOT NULL, note TEXT NOT NULL, group_id TEXT,
  PRIMARY KEY (zone, id), FOREIGN KEY (zone, group_id) REFERENCES groups (zone, id));
CREATE INDEX firm_contacts_of_firm ON firm_contacts (zone, firm_key);

CREATE TABLE documents (
  zone TEXT NOT NULL, kind TEXT NOT NULL, name TEXT NOT NULL, number BIGINT NOT NULL, document TEXT NOT NULL,
  note TEXT NOT NULL, restored_from BIGINT, created_at BIGINT NOT NULL, created_by TEXT NOT NULL,
  PRIMARY KEY (zone, kind, name, number));

CREATE TABLE local_firms (
  zone TEXT NOT NULL, id TEXT NOT NULL, version BIGINT NOT NULL,
  created_at BIGINT NOT NULL, created_by TEXT NOT NULL, updated_at BIGINT NOT NULL, updated_by TEXT NOT NULL,
  name TEXT NOT NULL, brand TEXT NOT NULL, node TEXT NOT NULL, capacity DOUBLE PRECISION CHECK (capacity >= 0),
  unit TEXT NOT NULL, status TEXT NOT NULL, anchor BIGINT NOT NULL, whole_place BIGINT NOT NULL, note TEXT NOT NULL,
  date BIGINT NOT NULL, source TEXT NOT NULL, source_status TEXT NOT NULL,
  PRIMARY KEY (zone, id));
CREATE INDEX local_firms_of_node ON local_firms (zone, node);

CREATE TABLE planned_projects (
  zone TEXT NOT NULL, id TEXT NOT NULL, version BIGINT NOT NULL,
  created_at BIGINT NOT NULL, created_by TEXT NOT NULL, updated_at BIGINT NOT NULL, updated_by TEXT NOT NULL,
  name TEXT NOT NULL, node TEXT NOT NULL, quantity DOUBLE PRECISION NOT NULL CHECK (quantity >= 0), unit TEXT NOT NULL,
  from_year BIGINT NOT NULL, to_year BIGINT NOT NULL, note TEXT NOT NULL,
  date BIGINT NOT NULL, source TEXT NOT NULL, source_status TEXT NOT NULL,
  PRIMARY KEY (zone, id));

CREATE TABLE firm_ties (
  zone TEXT NOT NULL, id TEXT NOT NULL, version BIGINT NOT NULL,
  created_at BIGINT NOT NULL, created_by TEXT NOT NULL, updated_at BIGINT NOT NULL, updated_by TEXT NOT NULL,
  local TEXT NOT NULL, outside TEXT NOT NULL, relation TEXT NOT NULL, note TEXT NOT NULL,
  date BIGINT NOT NULL, source TEXT NOT NULL, source_status TEXT NOT NULL,
  PRIMARY KEY (zone, id));
