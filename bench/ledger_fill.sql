-- Fills a fresh home's database with a large ledger, synthetic throughout: 20,000 firms, 2,000 trips, 200,000 visits,
-- 40,000 follow-ups, 20,000 leads, 5,000 projects with their days and logs, 50,000 documents, 10,000 problems, 40,000
-- payments, 1,000,000 audit entries. The audit entries are no chain: `lianzhao audit verify` refuses this database.
PRAGMA synchronous = OFF;
PRAGMA foreign_keys = OFF;
BEGIN;
CREATE TEMP TABLE settings AS SELECT zone, id AS admin FROM users LIMIT 1;
CREATE TEMP TABLE squads AS SELECT row_number() OVER (ORDER BY position) - 1 AS n, id FROM groups WHERE kind IN ('industry', 'dedicated');
CREATE TEMP TABLE numbers AS WITH RECURSIVE up(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM up WHERE i < 999999) SELECT i FROM up;
CREATE TEMP TABLE firms (n INTEGER PRIMARY KEY, name TEXT);
INSERT INTO firms SELECT i, char(19968 + i % 1999) || char(21000 + i / 1999 * 7) || '示例制造有限公司' FROM numbers WHERE i < 20000;
CREATE TEMP TABLE nodes (n INTEGER PRIMARY KEY, id TEXT);
INSERT INTO nodes VALUES (0, 'wind.gearbox'), (1, 'wind.blade'), (2, 'pv.cell'), (3, 'pv.module'), (4, 'ess.pack'), (5, 'ess.pcs'), (6, 'h2.stack'), (7, 'grid.gis'), (8, 'grid.meter'), (9, 'wind.tower');
CREATE TEMP TABLE regions AS SELECT 0 AS n, 'jing-jin-ji' AS id UNION SELECT 1, 'yangtze-delta' UNION SELECT 2, 'pearl-delta' UNION SELECT 3, 'central';

INSERT INTO trips SELECT zone, printf('00000000-0000-7000-8001-%012d', i), 1, 1700000000000000 + i * 300000000, admin, 1700000000000000 + i * 300000000, admin,
  printf('示例外出 %d', i), (SELECT id FROM squads WHERE n = i % 7), (SELECT id FROM regions WHERE n = i % 4), '[320100,320200]', 18000 + i, 18004 + i, '示例目的', '[]', '[]',
  5000000, '', 'done', NULL, 1 FROM numbers, settings WHERE i < 2000;
INSERT INTO visits (zone, id, version, created_at, created_by, updated_at, updated_by, kind, on_day, firm_key, firm_name, place, region, group_id, trip_id, led_by, people, topics, needs, interest, synthetic, sent_hash)
  SELECT zone, printf('00000000-0000-7000-8002-%012d', i), 1, 1700000000000000 + i * 300000000, admin, 1700000000000000 + i * 300000000, admin,
  CASE i % 5 WHEN 3 THEN 'return-visit' WHEN 4 THEN 'reception' ELSE 'visit' END, 18000 + i % 2600, '', (SELECT name FROM firms WHERE n = i * 7919 % 20000), 320100,
  (SELECT id FROM regions WHERE n = i % 4), (SELECT id FROM squads WHERE n = i % 7), printf('00000000-0000-7000-8001-%012d', i % 2000), NULL,
  '[{"name":"示例联系人","title":"示例职务","phone":""}]', '示例话题：产能布局与配套条件', '示例需求：绿电与厂房', CASE i % 4 WHEN 0 THEN 'high' WHEN 1 THEN 'medium' ELSE 'none' END, 1, ''
  FROM numbers, settings WHERE i < 200000;
INSERT INTO follow_ups (zone, id, version, created_at, created_by, updated_at, updated_by, subject_kind, subject_id, subject_title, group_id, what, owner, due, done_on)
  SELECT zone, printf('00000000-0000-7000-8003-%012d', i), 1, 1700000000000000 + i * 300000000, admin, 1700000000000000 + i * 300000000, admin,
  'visit', printf('00000000-0000-7000-8002-%012d', i * 5), (SELECT name FROM firms WHERE n = i * 5 * 7919 % 20000), (SELECT id FROM squads WHERE n = i * 5 % 7), '示例跟进：发送园区资料', admin, 18000 + i % 2700,
  CASE WHEN i % 10 THEN 18001 + i % 2700 END FROM numbers, settings WHERE i < 40000;
INSERT INTO leads (zone, id, version, created_at, created_by, updated_at, updated_by, title, firm_key, firm_name, group_id, source, introducer, state, node, process, investment_fen, land_mu, environment, received_on,
  answered_on, last_activity_on, reason, despite_reason, note, synthetic)
  SELECT zone, printf('00000000-0000-7000-8004-%012d', i), 1, 1700000000000000 + i * 300000000, admin, 1700000000000000 + i * 300000000, admin, printf('示例线索 %d', i), '', (SELECT name FROM firms WHERE n = i), (SELECT id FROM squads WHERE n = i % 7),
  'visit', '', CASE i % 4 WHEN 0 THEN 'new' WHEN 1 THEN 'sorted' WHEN 2 THEN 'following' ELSE 'rejected' END, (SELECT id FROM nodes WHERE n = i % 10), '示例工艺', 10000000000 + i % 997 * 500000000, 50, '示例', 18000 + i % 2600, 18001 + i % 2600, 18002 + i % 2600, '', '', '', 1
  FROM numbers, settings WHERE i < 20000;
INSERT INTO projects (zone, id, version, created_at, created_by, updated_at, updated_by, name, firm_key, firm_name, group_id, stage, stage_since, activity, activity_reason, node, investment_fen, foreign_origin, land_mu,
  capacity, output_fen, tax_fen, jobs, process, environment, energy_tce, agreement_on, registered_firm, project_code, lead_official, team, competitors, likelihood, overridden, note, synthetic)
  SELECT zone, printf('00000000-0000-7000-8005-%012d', i), 1, 1700000000000000 + i * 300000000, admin, 1700000000000000 + i * 300000000, admin, printf('示例项目 %d', i), '', (SELECT name FROM firms WHERE n = i * 3), (SELECT id FROM squads WHERE n = i % 7),
  CASE i % 10 WHEN 0 THEN 'lead' WHEN 1 THEN 'negotiating' WHEN 2 THEN 'signed' WHEN 3 THEN 'land-won' WHEN 4 THEN 'land-contract' WHEN 5 THEN 'handed-over' WHEN 6 THEN 'started' WHEN 7 THEN 'in-statistics' WHEN 8 THEN 'in-production' ELSE 'at-capacity' END,
  18000 + i % 2600, 'active', '', (SELECT id FROM nodes WHERE n = i % 10), 30000000000 + i % 991 * 400000000, 'other-province', 100, 1000, 50000000000, 1000000000, 200, '示例工艺', '示例', 1000, 17990 + i % 2600, '示例项目公司', '示例', '示例岗位', '[]', '[]', 60, 0, '', 1
  FROM numbers, settings WHERE i < 5000;
INSERT INTO project_dates SELECT s.zone, p.id, p.stage, p.stage_since FROM projects p, settings s WHERE p.id LIKE '00000000-0000-7000-8005-%';
INSERT INTO project_log SELECT s.zone, p.id, 1, 'lead', p.stage, p.stage_since, p.created_at, s.admin, '', '', '[]' FROM projects p, settings s WHERE p.id LIKE '00000000-0000-7000-8005-%';
INSERT INTO attachments (zone, id, version, created_at, created_by, updated_at, updated_by, subject_kind, subject_id, group_id, name, number, role, media_type, bytes, sha256)
  SELECT zone, printf('00000000-0000-7000-8006-%012d', i), 1, 1700000000000000 + i * 300000000, admin, 1700000000000000 + i * 300000000, admin, 'project', printf('00000000-0000-7000-8005-%012d', i % 5000), (SELECT id FROM squads WHERE n = i % 5000 % 7),
  printf('示例文件 %d.txt', i / 5000), 1, CASE i / 5000 WHEN 0 THEN 'agreement' WHEN 1 THEN 'land-confirmation' WHEN 2 THEN 'land-contract' ELSE '' END, 'text/plain', 100, printf('%064x', i) FROM numbers, settings WHERE i < 50000;
INSERT INTO problems (zone, id, version, created_at, created_by, updated_at, updated_by, project_id, title, detail, owner, due, level, state, solution, raised_on, solved_on)
  SELECT zone, printf('00000000-0000-7000-8007-%012d', i), 1, 1700000000000000 + i * 300000000, admin, 1700000000000000 + i * 300000000, admin, printf('00000000-0000-7000-8005-%012d', i % 5000), printf('示例难题 %d', i), '示例', admin, 18100 + i % 2600,
  'group', CASE WHEN i % 5 THEN 'solved' ELSE 'open' END, CASE WHEN i % 5 THEN '示例办法' ELSE '' END, 18090 + i % 2600, CASE WHEN i % 5 THEN 18095 + i % 2600 END FROM numbers, settings WHERE i < 10000;
INSERT INTO payments (zone, id, version, created_at, created_by, updated_at, updated_by, project_id, group_id, credited_to, on_day, amount_fen, currency, rate, yuan_fen, origin, used_for, evidence, state, audited_on, audited_at, audit_note,
  second_phase, note, despite_reason, synthetic)
  SELECT zone, printf('00000000-0000-7000-8008-%012d', i), 1, 1700000000000000 + i * 300000000, admin, 1700000000000000 + i * 300000000, admin, printf('00000000-0000-7000-8005-%012d', i % 5000), (SELECT id FROM squads WHERE n = i % 5000 % 7), (SELECT id FROM squads WHERE n = i % 5000 % 7), 18000 + i % 2600, 1000000 + i,
  'CNY', 1, 1000000 + i, 'other-province', 'fixed-investment', 'bank-voucher', 'passed', 18003 + i % 2600, 1700000000000000 + i * 300000000, '', 0, '示例付款', '', 1 FROM numbers, settings WHERE i < 40000;
INSERT INTO audit (zone, seq, at, actor, login, action, kind, subject, before, after, note, request, address, previous, hash)
  SELECT s.zone, (SELECT max(seq) FROM audit_head) + 1 + i, 1700000000000000 + i * 300000000, s.admin, 'admin', 'update', CASE i % 3 WHEN 0 THEN 'visit' WHEN 1 THEN 'project' ELSE 'lead' END, printf('00000000-0000-7000-8002-%012d', i % 200000),
  '{"interest":"none"}', '{"interest":"high"}', '', printf('r-%d', i), '127.0.0.1', '', printf('%064x', i) FROM numbers, settings s;
UPDATE audit_head SET seq = (SELECT max(seq) FROM audit), hash = (SELECT hash FROM audit ORDER BY seq DESC LIMIT 1);
COMMIT;
ANALYZE;
