-- Events a reader could not deal with: parked, so that it goes on with the others; tried again for a while, then by a person.

create table parked_events (
  workspace_id uuid not null references workspaces,
  id uuid not null,
  reader text not null,
  event_id uuid not null,
  -- What went wrong the last time, as the log may hold it.
  problem text not null,
  tries integer not null,
  parked_at timestamptz not null,
  -- Real time; null once it is for a person to look at.
  next_try_at timestamptz,
  primary key (workspace_id, id),
  unique (workspace_id, reader, event_id),
  foreign key (workspace_id, event_id) references events
);
call app.wall('parked_events');
create index parked_events_due on parked_events (next_try_at) where next_try_at is not null;

-- Parked events of a reader whose next try has come, of every workspace.
create function jobs.parked_due(of_reader text, real_now timestamptz, up_to integer) returns setof parked_events
  language sql stable security definer set search_path = public, pg_temp
  as $$
    select * from parked_events where next_try_at <= real_now and reader = of_reader order by next_try_at, id limit up_to
  $$;

-- Workspaces in which a conversation has slept long enough, each at its own clock: the worker visits no other.
create function jobs.workspaces_to_wake(real_now timestamptz) returns table (workspace_id uuid, clock_ahead_seconds bigint)
  language sql stable security definer set search_path = public, pg_temp
  as $$
    select w.workspace_id, w.clock_ahead_seconds from workspaces w
    where exists (
      select from conversations c
      where c.workspace_id = w.workspace_id and c.closed_at is null
        and c.snoozed_until <= real_now + make_interval(secs => w.clock_ahead_seconds))
    order by w.workspace_id
  $$;
