-- A word that did not reach them, and nobody has called since: first its owner hears, then who stands in, then who leads.

-- That a word on the way did not reach them, as it became known; once for each word.
create table untold_words (
  workspace_id uuid not null references workspaces,
  update_id uuid not null,
  promise_id uuid not null,
  at timestamptz not null,
  primary key (workspace_id, update_id),
  foreign key (workspace_id, update_id) references progress_updates,
  foreign key (workspace_id, promise_id) references promises
);
call app.wall('untold_words');
revoke update, delete on untold_words from servus_app;
create index untold_words_at on untold_words (workspace_id, at);

-- Words that have not reached them to this moment: the latest of each open promise, while no mail of it left after all and
-- nobody has written in the conversation since. After a week the dates of the promise itself speak.
create function app.untold(ws uuid, now_there timestamptz) returns table (promise_id uuid, since timestamptz)
  language sql stable
  as $$
    select w.promise_id, w.at from untold_words w
    join progress_updates u on u.workspace_id = w.workspace_id and u.id = w.update_id
    join promises p on p.workspace_id = w.workspace_id and p.id = w.promise_id
    where w.workspace_id = ws and w.at <= now_there and w.at > now_there - interval '7 days'
      and p.kept_at is null and p.broken_at is null and p.released_at is null and p.moved_at is null
      and not exists (select from progress_updates v where v.workspace_id = ws and v.promise_id = u.promise_id
        and (v.at, v.id) > (u.at, u.id))
      -- A word that began a conversation gave it its id.
      and not exists (select from messages m join outbox o on o.workspace_id = m.workspace_id and o.message_id = m.id
        where m.workspace_id = ws and (m.id = u.id or m.conversation_id = u.id) and m.direction = 'out' and o.state = 'sent')
      and not exists (select from conversations c where c.workspace_id = ws and c.id = p.conversation_id and c.last_out_at > u.at)
  $$;

alter table promise_alerts drop constraint promise_alerts_about_check;
alter table promise_alerts add constraint promise_alerts_about_check check (about in ('promise', 'update', 'untold'));

-- Whose turn it is to hear of a word that did not reach them: `alertsDue` for what is `untold`, beside app.alerts_due. Its owner
-- was told at once; the others follow in the same steps. In plpgsql, which reads it when it is run: who stands in for a break is
-- known to a later migration.
create function app.untold_alerts_due(ws uuid, now_there timestamptz)
  returns table (promise_id uuid, about text, due timestamptz, step text, member_id uuid)
  language plpgsql stable
  as $$
    #variable_conflict use_column
  begin
    return query
    with moments as (
      select w.promise_id, p.owner_id, w.since + interval '15 minutes' as due from app.untold(ws, now_there) w
        join promises p on p.workspace_id = ws and p.id = w.promise_id
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
      select m.promise_id, m.due, 1 as nth, 'owner' as step, b.backup_id as member_id
        from moments m join behind b using (owner_id) where b.rests
      union all
      select m.promise_id, m.due, 2, 'backup', b.backup_id
        from moments m join behind b using (owner_id) where m.due <= now_there
      union all
      select m.promise_id, m.due, 3, 'manager', unnest(b.leaders)
        from moments m join behind b using (owner_id) where m.due + interval '30 minutes' <= now_there
    )
    select distinct on (t.promise_id, t.due, t.member_id) t.promise_id, 'untold', t.due, t.step, t.member_id from turns t
    where t.member_id is not null and not exists (
      select from promise_alerts a where a.workspace_id = ws and a.promise_id = t.promise_id and a.about = 'untold'
        and a.due = t.due and a.member_id = t.member_id)
    order by t.promise_id, t.due, t.member_id, t.nth;
  end
  $$;

-- As before, and where a word did not reach them.
create or replace function jobs.workspaces_with_alerts(real_now timestamptz) returns table (workspace_id uuid, clock_ahead_seconds bigint)
  language sql stable security definer set search_path = public, pg_temp
  as $$
    select w.workspace_id, w.clock_ahead_seconds from workspaces w
    where exists (select from app.alerts_due(w.workspace_id, real_now + make_interval(secs => w.clock_ahead_seconds)))
      or exists (select from app.untold_alerts_due(w.workspace_id, real_now + make_interval(secs => w.clock_ahead_seconds)))
    order by w.workspace_id
  $$;
