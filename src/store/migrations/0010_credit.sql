-- A payment is read by the group that has its project now (group_id) and counted for the group that had the project
-- on the payment's day (credited_to).
ALTER TABLE payments ADD COLUMN credited_to TEXT NOT NULL DEFAULT '';
UPDATE payments SET credited_to = group_id;
UPDATE payments SET group_id = (SELECT p.group_id FROM projects p WHERE p.zone = payments.zone AND p.id = payments.project_id);
UPDATE attachments SET group_id = (SELECT p.group_id FROM payments p WHERE p.zone = attachments.zone AND p.id = attachments.subject_id)
  WHERE subject_kind = 'payment' AND EXISTS (SELECT 1 FROM payments p WHERE p.zone = attachments.zone AND p.id = attachments.subject_id);

-- Which group had a project from which day on. Nothing here: the one that it has now, always.
CREATE TABLE project_groups (
  zone TEXT NOT NULL, project_id TEXT NOT NULL, from_day BIGINT NOT NULL, group_id TEXT NOT NULL,
  PRIMARY KEY (zone, project_id, from_day), FOREIGN KEY (zone, project_id) REFERENCES projects (zone, id),
  FOREIGN KEY (zone, group_id) REFERENCES groups (zone, id));
