-- Another address to sign in with: asked for, until it is proven; afterwards the way back for whoever reads the old one.
create table auth.new_address (
  user_id text primary key references auth."user" (id) on delete cascade,
  -- Its links are signed over this: another question makes those of the one before worthless.
  id uuid not null,
  address text not null,
  address_before text not null,
  -- Whether a letter could leave with the proof; else whoever leads hands the link over.
  by_mail boolean not null,
  asked_at timestamptz not null,
  expires_at timestamptz not null,
  proved_at timestamptz
);

-- Whoever serves in several houses has one address in all of them: it looks over the wall.
create function auth.carry_address() returns trigger
  language plpgsql security definer set search_path = public, pg_temp
  as $$
  begin
    update members set email = new.email, version = version + 1 where user_id = new.id;
    return null;
  end $$;
create trigger carry_address after update of email on auth."user"
  for each row when (new.email is distinct from old.email) execute function auth.carry_address();

-- What is put away for thirty days is erased then. A thing that is taken off somebody keeps what they were to it as long.
create table things_let_go (
  workspace_id uuid not null references workspaces,
  thing_id uuid not null,
  person_id uuid not null,
  role text,
  let_go_at timestamptz not null,
  primary key (workspace_id, thing_id, person_id),
  foreign key (workspace_id, thing_id) references things on delete cascade,
  foreign key (workspace_id, person_id) references persons on delete cascade
);
call app.wall('things_let_go');
create index things_let_go_at on things_let_go (workspace_id, let_go_at);
-- Those that were let go of before: the log knows when, and who.
insert into things_let_go (workspace_id, thing_id, person_id, role, let_go_at)
  select distinct on (e.workspace_id, t.id) e.workspace_id, t.id, e.person_id, null, e.at
  from events e
  join things t on t.workspace_id = e.workspace_id and t.id = (e.subjects ->> 'thingId')::uuid
  join persons p on p.workspace_id = e.workspace_id and p.id = e.person_id
  where e.kind = 'thing.changed' and e.data ->> 'released' = 'true'
    and not exists (select from thing_holders h where h.workspace_id = t.workspace_id and h.thing_id = t.id)
  order by e.workspace_id, t.id, e.at desc;

grant delete on inbox_views to servus_app;
create index inbox_views_deleted on inbox_views (workspace_id, deleted_at) where deleted_at is not null;
create index handles_removed on handles (workspace_id, removed_at) where removed_at is not null;

-- Workspaces in which something has been away for as long as it can be fetched back, each at its own clock.
create function jobs.workspaces_to_erase(real_now timestamptz, kept interval)
  returns table (workspace_id uuid, clock_ahead_seconds bigint)
  language sql stable security definer set search_path = public, pg_temp
  as $$
    select w.workspace_id, w.clock_ahead_seconds from workspaces w
    cross join lateral (select real_now + make_interval(secs => w.clock_ahead_seconds) - kept as before) long_ago
    where exists (select from inbox_views v
        where v.workspace_id = w.workspace_id and v.deleted_at is not null and v.deleted_at < before)
      or exists (select from saved_replies r
        where r.workspace_id = w.workspace_id and r.deleted_at is not null and r.deleted_at < before)
      or exists (select from handles h
        where h.workspace_id = w.workspace_id and h.removed_at is not null and h.removed_at < before)
      or exists (select from things_let_go l where l.workspace_id = w.workspace_id and l.let_go_at < before)
    order by w.workspace_id
  $$;
