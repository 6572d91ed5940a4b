-- Who was asked for a yes, each in a row of its own: behind the wall no index finds a member in an array.
create table authority_asked (
  workspace_id uuid not null references workspaces,
  ask_id uuid not null,
  member_id uuid not null,
  -- When the ask was made, by which lists are ordered.
  asked_at timestamptz not null,
  primary key (workspace_id, ask_id, member_id),
  foreign key (workspace_id, ask_id) references authority_asks,
  foreign key (workspace_id, member_id) references members
);
call app.wall('authority_asked');
revoke update, delete on authority_asked from servus_app;
insert into authority_asked (workspace_id, ask_id, member_id, asked_at)
  select distinct a.workspace_id, a.id, m.id, a.asked_at
  from authority_asks a join members m on m.workspace_id = a.workspace_id and m.id = any(a.asked);
create index authority_asked_listed on authority_asked (workspace_id, member_id, asked_at desc, ask_id desc);
create index authority_asks_by on authority_asks (workspace_id, asked_by, asked_at desc, id desc);

-- An ask moves on at once where whoever is asked rests or has left, and where nobody was there as soon as somebody comes back.
-- Twin of `isDue`.
drop function jobs.workspaces_with_authority_asks(timestamptz);
create function jobs.workspaces_with_authority_asks(real_now timestamptz, answer interval)
  returns table (workspace_id uuid, clock_ahead_seconds bigint)
  language sql stable security definer set search_path = public, pg_temp
  as $$
    select w.workspace_id, w.clock_ahead_seconds from workspaces w
    cross join lateral (select real_now + make_interval(secs => w.clock_ahead_seconds) as now) its
    where exists (
      select from authority_asks a
      where a.workspace_id = w.workspace_id and a.settled_at is null
        and (a.answer_by <= its.now
          or exists (
            select from members m where m.workspace_id = a.workspace_id and m.id = a.holder_id
              and (m.on_break_since is not null or m.role = 'read_only' or m.ends_at <= its.now))
          or a.holder_id is null and exists (
            select from members m
            where m.workspace_id = a.workspace_id and m.last_break_until > a.answer_by - answer)))
    order by w.workspace_id
  $$;
