-- Two records of one person are merged by a pointer and nothing is rewritten: taking the pointer away gives back what was.

alter table persons
  -- Into whom they were merged; and at the top of that, whom everybody means.
  add column merged_into uuid,
  add column merged_root uuid,
  add column merged_at timestamptz,
  -- When any of those merged into them was last here.
  add column merged_seen_at timestamptz,
  -- When they were last compared with everybody else; null: not since they were added.
  add column compared_at timestamptz,
  add column root_id uuid not null generated always as (coalesce(merged_root, id)) stored,
  add column listed_at timestamptz not null generated always as
    (coalesce(greatest(last_seen_at, merged_seen_at), '-infinity'::timestamptz)) stored,
  add foreign key (workspace_id, merged_into) references persons,
  add foreign key (workspace_id, merged_root) references persons,
  add check ((merged_into is null) = (merged_root is null) and (merged_into is null) = (merged_at is null)),
  add check (merged_into <> id and merged_root <> id);
drop index persons_seen;
create index persons_seen on persons (workspace_id, listed_at desc, id desc) where merged_into is null;
create index persons_root on persons (workspace_id, root_id);
create index persons_merged on persons (workspace_id, root_id) where merged_into is not null;
create index persons_to_compare on persons (workspace_id, id) where compared_at is null;

-- Every merge there ever was, and its undoing.
create table person_merges (
  workspace_id uuid not null references workspaces,
  id uuid not null,
  survivor_id uuid not null,
  merged_id uuid not null,
  reasons text[] not null,
  at timestamptz not null,
  merged_by uuid not null,
  undone_at timestamptz,
  undone_by uuid,
  primary key (workspace_id, id),
  foreign key (workspace_id, survivor_id) references persons,
  foreign key (workspace_id, merged_id) references persons,
  foreign key (workspace_id, merged_by) references members,
  foreign key (workspace_id, undone_by) references members,
  check ((undone_at is null) = (undone_by is null))
);
call app.wall('person_merges');
revoke delete on person_merges from servus_app;
create unique index person_merges_standing on person_merges (workspace_id, merged_id) where undone_at is null;

-- Who might be one person, and why we think so; what somebody said are two is not proposed again.
create table duplicates (
  workspace_id uuid not null references workspaces,
  first_id uuid not null,
  second_id uuid not null,
  sureness integer not null,
  reasons text[] not null,
  found_at timestamptz not null,
  dismissed_at timestamptz,
  dismissed_by uuid,
  primary key (workspace_id, first_id, second_id),
  foreign key (workspace_id, first_id) references persons,
  foreign key (workspace_id, second_id) references persons,
  foreign key (workspace_id, dismissed_by) references members,
  check (first_id < second_id)
);
call app.wall('duplicates');
create index duplicates_open on duplicates (workspace_id, sureness desc, first_id desc, second_id desc) where dismissed_at is null;
create index duplicates_second on duplicates (workspace_id, second_id);

-- Somebody speaks for another, or for an organisation: a parent, a carer, whoever looks after the fleet.
create table speaks_for (
  workspace_id uuid not null references workspaces,
  id uuid not null,
  speaker_id uuid not null,
  for_person_id uuid,
  for_organisation_id uuid,
  role text not null check (length(role) <= 60),
  since date,
  until date,
  created_at timestamptz not null,
  ended_at timestamptz,
  version integer not null,
  primary key (workspace_id, id),
  foreign key (workspace_id, speaker_id) references persons,
  foreign key (workspace_id, for_person_id) references persons,
  foreign key (workspace_id, for_organisation_id) references organisations,
  check (num_nonnulls(for_person_id, for_organisation_id) = 1),
  check (for_person_id <> speaker_id)
);
call app.wall('speaks_for');
create index speaks_for_speaker on speaks_for (workspace_id, speaker_id);
create index speaks_for_person on speaks_for (workspace_id, for_person_id) where for_person_id is not null;
create index speaks_for_organisation on speaks_for (workspace_id, for_organisation_id) where for_organisation_id is not null;

-- Whoever is meant when a word is weighed: of two weighed at once for records of one person, one must look again.
alter table contact_decisions add column root_id uuid;
create unique index contact_decisions_root_turn on contact_decisions (workspace_id, root_id, turn);

-- Workspaces in which somebody has not been compared with everybody else yet.
create function jobs.workspaces_to_compare() returns table (workspace_id uuid, clock_ahead_seconds bigint)
  language sql stable security definer set search_path = public, pg_temp
  as $$
    select w.workspace_id, w.clock_ahead_seconds from workspaces w
    where exists (select from persons p where p.workspace_id = w.workspace_id and p.compared_at is null)
    order by w.workspace_id
  $$;
