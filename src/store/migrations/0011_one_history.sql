-- The history of imports stands in the home folder beside the files it tells of (api/import_desk.h), and nowhere else.
DROP TABLE import_runs;
