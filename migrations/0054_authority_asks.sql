-- Asking for more than one may decide: one after the other of those who may is asked, until one answers.
create table authority_asks (
  workspace_id uuid not null references workspaces,
  id uuid not null,
  gesture_id uuid not null,
  asked_by uuid not null,
  asked_at timestamptz not null,
  -- Who is asked now; null where nobody with enough authority is there.
  holder_id uuid,
  answer_by timestamptz not null,
  asked uuid[] not null,
  settled_at timestamptz,
  outcome text check (outcome in ('granted', 'refused', 'emergency', 'withdrawn')),
  settled_by uuid,
  why text check (length(why) between 1 and 500),
  -- What was promised to who asked, and to whom it is for.
  asker_promise_id uuid,
  customer_promise_id uuid not null,
  version integer not null,
  primary key (workspace_id, id),
  unique (workspace_id, gesture_id),
  check ((settled_at is null) = (outcome is null) and (settled_at is null) = (settled_by is null)),
  check ((why is not null) = coalesce(outcome = 'refused', false)),
  foreign key (workspace_id, gesture_id) references gestures,
  foreign key (workspace_id, asked_by) references members,
  foreign key (workspace_id, holder_id) references members,
  foreign key (workspace_id, settled_by) references members,
  foreign key (workspace_id, asker_promise_id) references promises,
  foreign key (workspace_id, customer_promise_id) references promises
);
call app.wall('authority_asks');
revoke delete on authority_asks from servus_app;
create index authority_asks_open on authority_asks (workspace_id, answer_by) where settled_at is null;
create index authority_asks_listed on authority_asks (workspace_id, asked_at desc, id desc);

create function jobs.workspaces_with_authority_asks(real_now timestamptz)
  returns table (workspace_id uuid, clock_ahead_seconds bigint)
  language sql stable security definer set search_path = public, pg_temp
  as $$
    select w.workspace_id, w.clock_ahead_seconds from workspaces w
    where exists (select from authority_asks a where a.workspace_id = w.workspace_id and a.settled_at is null
      and a.answer_by <= real_now + make_interval(secs => w.clock_ahead_seconds))
    order by w.workspace_id
  $$;
