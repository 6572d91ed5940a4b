-- What was begun or noted by a slip is taken back by whoever did it, while nothing has come of it; the row stays, and counts nowhere.
alter table recovery_cases add column withdrawn_at timestamptz;
alter table recovery_cases add check (withdrawn_at is null or (closed_at is null and check_back_id is null));
alter table frictions add column withdrawn_at timestamptz;
alter table frictions add check (withdrawn_at is null or answered_at is null);

create index recovery_cases_open on recovery_cases (workspace_id, opened_at desc, id desc)
  where closed_at is null and withdrawn_at is null;
create index frictions_open on frictions (workspace_id, at desc, id desc)
  where answered_at is null and withdrawn_at is null;
create index frictions_by on frictions (workspace_id, by, at desc, id desc);
