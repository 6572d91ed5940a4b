-- Junk: mail that is held back before anything is made of it, and who is blocked.

alter table inbound_mails drop constraint inbound_mails_state_check;
alter table inbound_mails add constraint inbound_mails_state_check
  check (state in ('waiting', 'filed', 'kept', 'doubled', 'junk'));
alter table inbound_mails
  -- Somebody said that it is no junk: it is filed whatever is said against it.
  add column not_junk boolean not null default false,
  -- Of what was junk for so long that it is let go: only the line is left.
  add column erased_at timestamptz;
create index inbound_mails_junk on inbound_mails (workspace_id, settled_at, id) where state = 'junk' and erased_at is null;

alter table workspaces add column junk_days integer not null default 30 check (junk_days between 7 and 365);

create table blocks (
  workspace_id uuid not null references workspaces,
  id uuid not null,
  kind text not null check (kind in ('address', 'domain')),
  value text not null check (length(value) between 3 and 320),
  reason text not null check (length(reason) <= 500),
  made_by uuid not null,
  made_at timestamptz not null,
  removed_by uuid,
  removed_at timestamptz,
  version integer not null,
  primary key (workspace_id, id)
);
call app.wall('blocks');
create unique index blocks_once on blocks (workspace_id, kind, value) where removed_at is null;
create index blocks_made on blocks (workspace_id, made_at desc, id desc) where removed_at is null;

-- Workspaces with junk that lay as long as the house keeps it, each at its own clock.
create function jobs.workspaces_with_old_junk(real_now timestamptz)
  returns table (workspace_id uuid, clock_ahead_seconds bigint)
  language sql stable security definer set search_path = public, pg_temp
  as $$
    select w.workspace_id, w.clock_ahead_seconds from workspaces w
    where exists (select from inbound_mails i where i.workspace_id = w.workspace_id and i.state = 'junk'
      and i.erased_at is null
      and i.settled_at < real_now + make_interval(secs => w.clock_ahead_seconds) - make_interval(days => w.junk_days))
    order by w.workspace_id
  $$;

-- Whether any workspace of the house still has these bytes: files are kept once for all.
create index inbound_mails_blob on inbound_mails (sha256);
create index messages_blob on messages (raw_sha256) where raw_sha256 is not null;
create index attachments_blob on attachments (sha256);
create function jobs.is_kept(wanted text) returns boolean
  language sql stable security definer set search_path = public, pg_temp
  as $$
    select exists (select from inbound_mails where sha256 = wanted)
      or exists (select from messages where raw_sha256 = wanted)
      or exists (select from attachments where sha256 = wanted)
      or exists (select from saved_reply_files where sha256 = wanted)
  $$;
