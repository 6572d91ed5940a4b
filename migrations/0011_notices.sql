-- Notices to those who serve: in the app, by mail, by web push; each kind switchable, quiet hours kept.

create table notices (
  workspace_id uuid not null references workspaces,
  id uuid not null,
  member_id uuid not null,
  kind text not null,
  -- The same for the same thing told: it is told once, however often it is found.
  key text not null,
  promise_id uuid,
  conversation_id uuid,
  person_id uuid,
  by_member_id uuid,
  data jsonb not null,
  at timestamptz not null,
  in_app boolean not null,
  read_at timestamptz,
  -- When it leaves by mail or push (the clock of the wall, as with all mail); null for not at all.
  mail_due timestamptz,
  mail_digest boolean not null,
  mailed_at timestamptz,
  push_due timestamptz,
  pushed_at timestamptz,
  -- The devices that took it; another try is for the others.
  pushed_to uuid[] not null,
  push_attempts integer not null,
  push_problem text,
  primary key (workspace_id, id),
  foreign key (workspace_id, member_id) references members,
  foreign key (workspace_id, promise_id) references promises,
  foreign key (workspace_id, conversation_id) references conversations,
  foreign key (workspace_id, person_id) references persons,
  foreign key (workspace_id, by_member_id) references members
);
call app.wall('notices');
create unique index notices_once on notices (workspace_id, member_id, key);
create index notices_shown on notices (workspace_id, member_id, at desc, id desc) where in_app;
create index notices_unread on notices (workspace_id, member_id, at desc, id desc) where read_at is null;
create index notices_mail on notices (workspace_id, mail_due) where mail_due is not null and mailed_at is null;
create index notices_push on notices (workspace_id, push_due) where push_due is not null and pushed_at is null and push_problem is null;

create table notice_choices (
  workspace_id uuid not null references workspaces,
  member_id uuid not null,
  kind text not null,
  in_app boolean not null,
  mail text not null check (mail in ('off', 'at_once', 'digest')),
  push boolean not null,
  primary key (workspace_id, member_id, kind),
  foreign key (workspace_id, member_id) references members
);
call app.wall('notice_choices');

create table notice_habits (
  workspace_id uuid not null references workspaces,
  member_id uuid not null,
  quiet_from text,
  quiet_to text,
  digest_at text not null,
  version integer not null,
  primary key (workspace_id, member_id),
  foreign key (workspace_id, member_id) references members
);
call app.wall('notice_habits');

create table push_subscriptions (
  workspace_id uuid not null references workspaces,
  id uuid not null,
  member_id uuid not null,
  endpoint text not null,
  p256dh text not null,
  auth text not null,
  label text not null,
  created_at timestamptz not null,
  last_ok_at timestamptz,
  removed_at timestamptz,
  removed_why text,
  primary key (workspace_id, id),
  foreign key (workspace_id, member_id) references members
);
call app.wall('push_subscriptions');
create unique index push_subscriptions_once on push_subscriptions (workspace_id, member_id, endpoint) where removed_at is null;

-- The keys by which push services know this installation; the private one sealed like every secret.
create table jobs.push_keys (
  one boolean primary key check (one),
  public_key text not null,
  private_key bytea not null,
  created_at timestamptz not null
);

-- Workspaces with notices to mail or push by now (real time). Whoever rests is left in peace: theirs wait.
create function jobs.workspaces_with_notices(real_now timestamptz) returns table (workspace_id uuid)
  language sql stable security definer set search_path = public, pg_temp
  as $$
    select w.workspace_id from workspaces w
    where exists (
      select from notices n join members m on m.workspace_id = n.workspace_id and m.id = n.member_id and m.on_break_since is null
      where n.workspace_id = w.workspace_id and n.mail_due <= real_now and n.mailed_at is null)
    or exists (
      select from notices n join members m on m.workspace_id = n.workspace_id and m.id = n.member_id and m.on_break_since is null
      where n.workspace_id = w.workspace_id and n.push_due <= real_now and n.pushed_at is null and n.push_problem is null)
  $$;
