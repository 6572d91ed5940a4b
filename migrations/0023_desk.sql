-- Who stands in for somebody during one break; gone once they are back. Who stands in for good stays in `backup_id`.
alter table members
  add column stand_in_id uuid,
  add foreign key (workspace_id, stand_in_id) references members,
  add check (stand_in_id <> id);

-- As before, with the one who stands in for this break before the one who does so always.
create or replace function app.alerts_due(ws uuid, now_there timestamptz)
  returns table (promise_id uuid, about text, due timestamptz, step text, member_id uuid)
  language sql stable
  as $$
    with moments as (
      select p.id, p.owner_id, 'update' as about, p.next_update_due as due from promises p
        where p.workspace_id = ws and p.next_update_due <= now_there + interval '15 minutes' and p.next_update_due is not null
          and p.kept_at is null and p.broken_at is null and p.released_at is null and p.moved_at is null
      union all
      select p.id, p.owner_id, 'promise', p.due from promises p
        where p.workspace_id = ws and p.due <= now_there + interval '15 minutes'
          and (p.next_update_due is null or p.next_update_due < p.due)
          and p.kept_at is null and p.broken_at is null and p.released_at is null and p.moved_at is null
    ), serving as (
      select m.id, m.site_id, m.role from members m
        where m.workspace_id = ws and m.role <> 'read_only' and (m.ends_at is null or m.ends_at > now_there)
    ), behind as (
      select o.id as owner_id, o.on_break_since is not null as rests,
        coalesce(
          (select b.id from serving b where b.id = o.stand_in_id and o.on_break_since is not null),
          (select b.id from serving b where b.id = o.backup_id and b.id <> o.id)) as backup_id,
        array(select l.id from serving l where l.role in ('owner', 'manager') and l.id <> o.id and (l.site_id = o.site_id
          or not exists (select from serving n where n.role in ('owner', 'manager') and n.id <> o.id and n.site_id = o.site_id)
        )) as leaders
      from members o where o.workspace_id = ws and o.id in (select owner_id from moments)
    ), turns as (
      select m.id, m.about, m.due, 1 as nth, 'owner' as step, case when b.rests then b.backup_id else b.owner_id end as member_id
        from moments m join behind b using (owner_id)
      union all
      select m.id, m.about, m.due, 2, 'backup', b.backup_id
        from moments m join behind b using (owner_id) where m.due <= now_there
      union all
      select m.id, m.about, m.due, 3, 'manager', unnest(b.leaders)
        from moments m join behind b using (owner_id) where m.due + interval '30 minutes' <= now_there
    )
    select distinct on (t.id, t.about, t.due, t.member_id) t.id, t.about, t.due, t.step, t.member_id from turns t
    where t.member_id is not null and not exists (
      select from promise_alerts a where a.workspace_id = ws and a.promise_id = t.id and a.about = t.about and a.due = t.due
        and a.member_id = t.member_id)
    order by t.id, t.about, t.due, t.member_id, t.nth
  $$;

-- What was asked of somebody who left came back to whoever asked, who asks another or needs it no more.
alter table promise_asks
  add column returned_at timestamptz,
  add check (returned_at is null or outcome is distinct from 'accepted');
drop index promise_asks_of;
create index promise_asks_of on promise_asks (workspace_id, asked_of, asked_at, id) where settled_at is null and returned_at is null;
create index promise_asks_open_by on promise_asks (workspace_id, asked_by) where settled_at is null;

-- As before, and whoever asked, or was asked for, something that waits.
create or replace function jobs.workspaces_with_leavers(real_now timestamptz, ahead interval)
  returns table (workspace_id uuid, clock_ahead_seconds bigint)
  language sql stable security definer set search_path = public, pg_temp
  as $$
    select w.workspace_id, w.clock_ahead_seconds from workspaces w
    where exists (
      select from members m
      where m.workspace_id = w.workspace_id
        and m.ends_at <= real_now + make_interval(secs => w.clock_ahead_seconds) + ahead
        and (
          exists (
            select from promises p
            where p.workspace_id = m.workspace_id and p.owner_id = m.id
              and p.kept_at is null and p.broken_at is null and p.released_at is null and p.moved_at is null)
          or exists (
            select from conversations c
            where c.workspace_id = m.workspace_id and c.assignee_id = m.id and c.closed_at is null)
          or exists (
            select from promise_asks a
            where a.workspace_id = m.workspace_id and a.settled_at is null
              and (a.asked_by = m.id or (a.asked_of = m.id and a.returned_at is null)))))
    order by w.workspace_id
  $$;

-- Mistakes in what was done or made: found by us, or by the one it was for (S3-23). Nothing here says whose mistake it was.
create table mistakes (
  workspace_id uuid not null references workspaces,
  id uuid not null,
  found_by text not null check (found_by in ('us', 'customer')),
  what text not null check (length(what) between 1 and 2000),
  cause text check (length(cause) > 0),
  fix text check (length(fix) > 0),
  mended_at timestamptz,
  conversation_id uuid,
  -- The promise to tell them, or to put it right.
  promise_id uuid,
  site_id uuid not null,
  noted_by uuid not null,
  found_at timestamptz not null,
  version integer not null,
  primary key (workspace_id, id),
  check ((mended_at is null) = (fix is null)),
  foreign key (workspace_id, conversation_id) references conversations,
  foreign key (workspace_id, promise_id) references promises,
  foreign key (workspace_id, site_id) references sites,
  foreign key (workspace_id, noted_by) references members
);
call app.wall('mistakes');
revoke delete on mistakes from servus_app;
create index mistakes_found on mistakes (workspace_id, found_at desc, id desc);
create index mistakes_conversation on mistakes (workspace_id, conversation_id) where conversation_id is not null;
