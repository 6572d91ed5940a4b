-- Replies that wait for their hour.

-- A reply to be sent later, whole as it was written; its id is the message's, so it is said once.
create table planned_replies (
  workspace_id uuid not null references workspaces,
  id uuid not null,
  conversation_id uuid not null,
  member_id uuid not null,
  reply jsonb not null,
  due timestamptz not null,
  state text not null check (state in ('waiting', 'held', 'sent', 'cancelled')),
  -- Why it waits for a person: a code of refusal.
  held_because text,
  created_at timestamptz not null,
  settled_at timestamptz,
  version integer not null,
  primary key (workspace_id, id),
  check ((state = 'held') = (held_because is not null)),
  check ((state in ('sent', 'cancelled')) = (settled_at is not null)),
  foreign key (workspace_id, conversation_id) references conversations,
  foreign key (workspace_id, member_id) references members
);
call app.wall('planned_replies');
revoke delete on planned_replies from servus_app;
create index planned_replies_due on planned_replies (workspace_id, due, id) where state in ('waiting', 'held');
create index planned_replies_conversation on planned_replies (workspace_id, conversation_id, due)
  where state in ('waiting', 'held');

-- Replies that are due, each workspace at its own clock.
create function jobs.workspaces_with_planned(real_now timestamptz) returns table (workspace_id uuid, clock_ahead_seconds bigint)
  language sql stable security definer set search_path = public, pg_temp
  as $$
    select distinct p.workspace_id, w.clock_ahead_seconds from planned_replies p join workspaces w using (workspace_id)
    where p.state = 'waiting' and p.due <= real_now + make_interval(secs => w.clock_ahead_seconds)
  $$;
