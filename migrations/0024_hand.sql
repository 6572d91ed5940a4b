-- Many conversations at once: one act, done line by line, that can be left, found again and taken back.

create table bulk_acts (
  workspace_id uuid not null references workspaces,
  id uuid not null,
  member_id uuid not null,
  -- What is done: its kind and what it needs.
  act jsonb not null,
  state text not null check (state in ('going', 'done', 'undoing', 'undone')),
  created_at timestamptz not null,
  finished_at timestamptz,
  -- It is not shown any more.
  seen_at timestamptz,
  -- When a worker may look at it, real time: whoever is at it moves it ahead.
  next_look timestamptz not null,
  primary key (workspace_id, id),
  foreign key (workspace_id, member_id) references members
);
call app.wall('bulk_acts');
create index bulk_acts_list on bulk_acts (workspace_id, member_id, created_at desc, id desc);
create index bulk_acts_due on bulk_acts (next_look) where state in ('going', 'undoing');

create table bulk_lines (
  workspace_id uuid not null references workspaces,
  bulk_id uuid not null,
  position integer not null,
  conversation_id uuid not null,
  state text not null check (state in ('waiting', 'done', 'stayed', 'undone', 'kept')),
  -- Why it stayed, or could not be taken back: a code of refusal.
  why text,
  -- What the act changed: how it stood before, and how after.
  before jsonb,
  after jsonb,
  primary key (workspace_id, bulk_id, position),
  foreign key (workspace_id, bulk_id) references bulk_acts on delete cascade,
  foreign key (workspace_id, conversation_id) references conversations
);
call app.wall('bulk_lines');
create index bulk_lines_state on bulk_lines (workspace_id, bulk_id, state, position);

-- Workspaces in which one waits for somebody to go on with it.
create function jobs.workspaces_with_bulk(real_now timestamptz) returns table (workspace_id uuid)
  language sql stable security definer set search_path = public, pg_temp
  as $$
    select distinct workspace_id from bulk_acts where state in ('going', 'undoing') and next_look <= real_now
  $$;
