-- People served: one kind of person for everybody, with many handles, households, organisations and things.

create table persons (
  workspace_id uuid not null references workspaces,
  id uuid not null,
  name text not null check (length(name) <= 200),
  say_name text,
  languages text[] not null,
  approach text not null check (approach in ('welcome', 'greet_only', 'ask')),
  good_to_know text not null,
  access_needs text,
  sensitive boolean not null,
  known_since date,
  last_seen_at timestamptz,
  created_at timestamptz not null,
  version integer not null,
  primary key (workspace_id, id)
);
call app.wall('persons');
-- Never seen comes last. Not `coalesce`: under the wall the planner would not compare it by the index.
create index persons_seen on persons
  (workspace_id, (case when last_seen_at is null then '-infinity'::timestamptz else last_seen_at end) desc, id desc);

create table handles (
  workspace_id uuid not null references workspaces,
  id uuid not null,
  person_id uuid not null,
  kind text not null check (kind in ('email', 'phone', 'chat')),
  value text not null,
  shown text not null,
  label text,
  trust text not null check (trust in ('verified', 'seen', 'typed')),
  created_at timestamptz not null,
  removed_at timestamptz,
  version integer not null,
  primary key (workspace_id, id),
  foreign key (workspace_id, person_id) references persons
);
call app.wall('handles');
-- Not unique: a family may share an address.
create index handles_value on handles (workspace_id, value, kind) where removed_at is null;
create index handles_person on handles (workspace_id, person_id);

-- What a person can be found by: words of the name, addresses, digits of telephones, plates, VINs. Compared bytewise, because
-- the wall forbids the planner to use `like` with an index.
create table person_keys (
  workspace_id uuid not null references workspaces,
  key text collate "C" not null,
  person_id uuid not null,
  primary key (workspace_id, key, person_id),
  foreign key (workspace_id, person_id) references persons
);
call app.wall('person_keys');
create index person_keys_person on person_keys (workspace_id, person_id);

create table households (
  workspace_id uuid not null references workspaces,
  id uuid not null,
  name text not null check (length(name) between 1 and 200),
  name_key text collate "C" not null generated always as (lower(name)) stored,
  created_at timestamptz not null,
  version integer not null,
  primary key (workspace_id, id)
);
call app.wall('households');
create index households_name on households (workspace_id, name_key, id);

create table household_members (
  workspace_id uuid not null references workspaces,
  household_id uuid not null,
  person_id uuid not null,
  role text,
  primary key (workspace_id, household_id, person_id),
  foreign key (workspace_id, household_id) references households,
  foreign key (workspace_id, person_id) references persons
);
call app.wall('household_members');
create index household_members_person on household_members (workspace_id, person_id);

create table organisations (
  workspace_id uuid not null references workspaces,
  id uuid not null,
  name text not null check (length(name) between 1 and 200),
  name_key text collate "C" not null generated always as (lower(name)) stored,
  created_at timestamptz not null,
  version integer not null,
  primary key (workspace_id, id)
);
call app.wall('organisations');
create index organisations_name on organisations (workspace_id, name_key, id);

create table affiliations (
  workspace_id uuid not null references workspaces,
  organisation_id uuid not null,
  person_id uuid not null,
  role text,
  primary key (workspace_id, organisation_id, person_id),
  foreign key (workspace_id, organisation_id) references organisations,
  foreign key (workspace_id, person_id) references persons
);
call app.wall('affiliations');
create index affiliations_person on affiliations (workspace_id, person_id);

create table things (
  workspace_id uuid not null references workspaces,
  id uuid not null,
  kind text not null check (kind in ('vehicle', 'home', 'account', 'other')),
  name text not null check (length(name) between 1 and 200),
  vin text,
  plate text,
  note text,
  created_at timestamptz not null,
  version integer not null,
  primary key (workspace_id, id)
);
call app.wall('things');

create table thing_holders (
  workspace_id uuid not null references workspaces,
  thing_id uuid not null,
  person_id uuid not null,
  role text,
  primary key (workspace_id, thing_id, person_id),
  foreign key (workspace_id, thing_id) references things,
  foreign key (workspace_id, person_id) references persons
);
call app.wall('thing_holders');
create index thing_holders_person on thing_holders (workspace_id, person_id);
