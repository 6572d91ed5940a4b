-- The floor: the tenant wall, the event log, the positions of its readers.
-- Roles: whoever runs this file owns everything; servus_app (made before, owns nothing) serves.

create schema app;
create schema auth;
create schema if not exists jobs;
grant usage on schema app, auth, jobs, public to servus_app;
alter default privileges in schema public grant select, insert, update, delete on tables to servus_app;
alter default privileges in schema auth grant select, insert, update, delete on tables to servus_app;
alter default privileges in schema jobs grant select, insert, update, delete on tables to servus_app;
revoke create on schema public from public;

-- The workspace of the running transaction; null outside one.
create function app.workspace() returns uuid language sql stable parallel safe
  as $$ select nullif(current_setting('app.workspace', true), '')::uuid $$;

-- Raises when a version check found nothing to change: the flush is rolled back as a whole.
create function app.demand(changed bigint, wanted bigint, what text) returns void language plpgsql as $$
begin
  if changed is distinct from wanted then
    raise exception '%', what using errcode = 'SV409';
  end if;
end $$;

-- Puts the tenant wall around a table.
create procedure app.wall(what regclass) language plpgsql as $$
begin
  execute format('alter table %s enable row level security', what);
  execute format(
    'create policy tenant on %s using (workspace_id = nullif(current_setting(''app.workspace'', true), '''')::uuid)', what);
end $$;

create table workspaces (
  workspace_id uuid primary key,
  name text not null check (length(name) between 1 and 200),
  vocabulary text not null check (vocabulary in ('customer', 'guest', 'patient', 'member', 'citizen', 'client')),
  language text not null,
  -- For telephones written without theirs (ISO 3166-1).
  country text not null check (country ~ '^[A-Z]{2}$'),
  is_demo boolean not null,
  clock_ahead_seconds bigint not null check (is_demo or clock_ahead_seconds = 0),
  created_at timestamptz not null,
  version integer not null
);
call app.wall('workspaces');

-- Append-only. `tx` is the writing transaction's number: a reader goes up to the oldest transaction still running, so a late
-- commit cannot be skipped (ids are not in commit order). See docs/decisions/0003-events-no-reader-can-skip.md.
create table events (
  workspace_id uuid not null references workspaces,
  id uuid not null,
  tx bigint not null default (pg_current_xact_id()::text::bigint),
  kind text not null,
  version integer not null,
  person_id uuid,
  conversation_id uuid,
  promise_id uuid,
  member_id uuid,
  subjects jsonb not null,
  actor_kind text not null check (actor_kind in ('member', 'person', 'system')),
  actor_id uuid,
  at timestamptz not null,
  data jsonb not null,
  primary key (workspace_id, id)
);
call app.wall('events');
create index events_read on events (tx, id);
create index events_live on events (workspace_id, tx, id);
create index events_person on events (workspace_id, person_id, at desc, id desc) where person_id is not null;
create index events_conversation on events (workspace_id, conversation_id, at, id) where conversation_id is not null;
create index events_promise on events (workspace_id, promise_id, at desc, id desc) where promise_id is not null;
create index events_recent on events (workspace_id, at desc, id desc);
revoke update, delete on events from servus_app;

create table jobs.cursors (
  reader text primary key,
  tx bigint not null,
  event_id uuid not null,
  moved_at timestamptz not null
);

-- Which cluster wrote the numbers in events.tx: a copy in another cluster must renumber (app.renumber_events).
create table jobs.cluster (only_row boolean primary key check (only_row), system_identifier bigint not null);

-- Events written elsewhere keep their order below zero, so that every event of this cluster comes after them.
create procedure app.renumber_events() language plpgsql as $$
declare total bigint;
begin
  select count(*) into total from events;
  create temporary table renumbered on commit drop as
    select workspace_id, id, tx as was, row_number() over (order by tx, id) - total - 1 as tx from events;
  -- The last event read, if there is one, is the new position, whole: its old id may stand before or behind.
  update jobs.cursors c set (tx, event_id) = (
    select coalesce(max(r.tx), -total - 1), 'ffffffff-ffff-ffff-ffff-ffffffffffff'::uuid
    from renumbered r where (r.was, r.id) <= (c.tx, c.event_id));
  update events e set tx = r.tx from renumbered r where e.workspace_id = r.workspace_id and e.id = r.id;
  drop table renumbered;
end $$;

-- Events of every workspace after a position, as far as nothing can still be committed before them.
create function jobs.events_after(after_tx bigint, after_id uuid, up_to integer) returns setof events
  language sql stable security definer set search_path = public, pg_temp
  as $$
    select * from events
    where (tx, id) > (after_tx, after_id) and tx < pg_snapshot_xmin(pg_current_snapshot())::text::bigint
    order by tx, id limit up_to
  $$;

-- The workspaces the worker visits, with their clock.
create function jobs.workspaces() returns table (workspace_id uuid, clock_ahead_seconds bigint)
  language sql stable security definer set search_path = public, pg_temp
  as $$ select workspace_id, clock_ahead_seconds from workspaces order by workspace_id $$;
