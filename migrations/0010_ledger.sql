-- The ledger in full: who is told when a word is due, what older mail turns out to have promised, and lists that stay quick.

alter table members
  -- Who is told after them when a word they owe is due.
  add column backup_id uuid,
  add column on_break_since timestamptz,
  add foreign key (workspace_id, backup_id) references members;

-- When the first word on the way was to come: measures count it, and later words move `next_update_due`.
alter table promises add column first_update_due timestamptz;
update promises p set first_update_due = next_update_due
  where not exists (select from progress_updates u where u.workspace_id = p.workspace_id and u.promise_id = p.id);

create index promises_owner_open on promises (workspace_id, owner_id, due, id)
  where kept_at is null and broken_at is null and released_at is null and moved_at is null;
create index promises_owner_word on promises (workspace_id, owner_id, next_update_due)
  where kept_at is null and broken_at is null and released_at is null and moved_at is null and next_update_due is not null;
create index promises_owner_settled on promises (workspace_id, owner_id, original_due desc, id desc);
create index promises_word on promises (workspace_id, next_update_due)
  where kept_at is null and broken_at is null and released_at is null and moved_at is null and next_update_due is not null;
create index promises_to_member on promises (workspace_id, to_member_id, made_at desc, id desc) where to_member_id is not null;
-- What a member kept lately: one may ask how it went.
create index promises_owner_kept on promises (workspace_id, owner_id, kept_at) where kept_at is not null;
-- Entries of forms that were held back are few among all that is open.
create index conversations_held on conversations (workspace_id, last_activity_at desc, id desc)
  where closed_at is null and held_because is not null;
create index progress_updates_at on progress_updates (workspace_id, at);
-- By when a word was to come: what a period is measured by.
create index promises_first_word on promises (workspace_id, first_update_due) where first_update_due is not null;
create index progress_updates_next on progress_updates (workspace_id, next_update_due) where next_update_due is not null;

-- Whom we told, or passed over, as a promise or a word fell due: each once for a due moment, however often a server comes back.
create table promise_alerts (
  workspace_id uuid not null references workspaces,
  promise_id uuid not null,
  about text not null check (about in ('promise', 'update')),
  due timestamptz not null,
  step text not null check (step in ('owner', 'backup', 'manager')),
  member_id uuid not null,
  -- False: passed over, for they may not read it; nobody looks again.
  told boolean not null,
  at timestamptz not null,
  primary key (workspace_id, promise_id, about, due, member_id),
  foreign key (workspace_id, promise_id) references promises,
  foreign key (workspace_id, member_id) references members
);
call app.wall('promise_alerts');
revoke update, delete on promise_alerts from servus_app;

-- Whose turn it is to hear that a promise or a word is due, and who was not told yet: the twin of `alertsDue` (P6). An owner who
-- rests is left in peace; who leads is an owner or manager with access, of the owner's site before others.
create function app.alerts_due(ws uuid, now_there timestamptz)
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
        (select b.id from serving b where b.id = o.backup_id and b.id <> o.id) as backup_id,
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

-- Workspaces in which somebody is to be told that something falls due.
create function jobs.workspaces_with_alerts(real_now timestamptz) returns table (workspace_id uuid, clock_ahead_seconds bigint)
  language sql stable security definer set search_path = public, pg_temp
  as $$
    select w.workspace_id, w.clock_ahead_seconds from workspaces w
    where exists (select from app.alerts_due(w.workspace_id, real_now + make_interval(secs => w.clock_ahead_seconds)))
    order by w.workspace_id
  $$;

-- One reading of the last weeks of a mailbox, received and sent, for what was promised already.
create table look_backs (
  workspace_id uuid not null references workspaces,
  id uuid not null,
  mailbox_id uuid not null,
  asked_by uuid not null,
  since timestamptz not null,
  state text not null check (state in ('waiting', 'reading', 'done', 'failed', 'stopped')),
  read_count integer not null,
  total integer,
  -- Mails too large to be read, and mails nobody can read.
  oversized_count integer not null,
  unreadable_count integer not null,
  -- The folder of what was sent; null while it is looked for, and when there is none.
  sent_folder text,
  -- Up to where each folder is read: {"sent": {"uidValidity": 1, "uid": 2}, "inbox": …}.
  position jsonb not null,
  problem text,
  attempts integer not null,
  claimed_until timestamptz,
  created_at timestamptz not null,
  finished_at timestamptz,
  version integer not null,
  primary key (workspace_id, id),
  foreign key (workspace_id, mailbox_id) references mailboxes,
  foreign key (workspace_id, asked_by) references members
);
call app.wall('look_backs');
create index look_backs_mailbox on look_backs (workspace_id, mailbox_id, created_at desc);
create unique index look_backs_one on look_backs (workspace_id, mailbox_id) where state in ('waiting', 'reading');

create table look_back_findings (
  workspace_id uuid not null references workspaces,
  id uuid not null,
  look_back_id uuid not null,
  mailbox_id uuid not null,
  kind text not null check (kind in ('promise', 'unanswered')),
  mail_id text not null,
  -- Where in the text the sentence begins.
  place integer not null,
  mail_at timestamptz not null,
  address text not null,
  name text not null,
  -- Who of ours said it, if their own address tells.
  said_by uuid,
  person_id uuid,
  conversation_id uuid,
  subject text not null,
  sentence text not null,
  -- Which of the sentence's letters are the promise.
  heard_from integer,
  heard_to integer,
  what text,
  said_as text,
  due timestamptz,
  -- Whether a later word went to them.
  later_word boolean not null,
  promise_id uuid,
  settled_at timestamptz,
  settled_by uuid,
  -- Overtaken: answered meanwhile, or they wrote again.
  outcome text check (outcome in ('confirmed', 'dismissed', 'overtaken')),
  check ((settled_at is null) = (outcome is null)),
  version integer not null,
  primary key (workspace_id, id),
  foreign key (workspace_id, look_back_id) references look_backs,
  foreign key (workspace_id, mailbox_id) references mailboxes,
  foreign key (workspace_id, said_by) references members,
  foreign key (workspace_id, person_id) references persons,
  foreign key (workspace_id, conversation_id) references conversations,
  foreign key (workspace_id, promise_id) references promises,
  foreign key (workspace_id, settled_by) references members
);
call app.wall('look_back_findings');
create unique index look_back_findings_once on look_back_findings (workspace_id, mailbox_id, kind, mail_id, place);
create index look_back_findings_open on look_back_findings (workspace_id, mailbox_id, mail_at desc, id desc) where settled_at is null;

-- Workspaces in which a mailbox waits to be looked back through.
create function jobs.workspaces_with_look_backs(real_now timestamptz) returns table (workspace_id uuid)
  language sql stable security definer set search_path = public, pg_temp
  as $$
    select distinct workspace_id from look_backs
      where state in ('waiting', 'reading') and coalesce(claimed_until, '-infinity') <= real_now
  $$;
