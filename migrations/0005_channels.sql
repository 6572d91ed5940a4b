-- Channels: mailboxes with their receipt book and outbox, web forms.

create table mailboxes (
  workspace_id uuid not null references workspaces,
  id uuid not null,
  site_id uuid not null,
  address text not null,
  display_name text not null,
  imap_host text,
  imap_port integer,
  imap_tls boolean,
  smtp_host text,
  smtp_port integer,
  smtp_tls boolean,
  username text,
  secret bytea,
  ca_pem text,
  push_token_hash text,
  state text not null check (state in ('off', 'connecting', 'ready', 'waiting_retry', 'refused')),
  state_reason text,
  state_at timestamptz not null,
  -- What is taken of a mailbox not read before: what arrived from then on (real time), null for all.
  fetch_since timestamptz,
  uid_validity bigint,
  last_uid bigint,
  archived_at timestamptz,
  created_at timestamptz not null,
  version integer not null,
  primary key (workspace_id, id),
  foreign key (workspace_id, site_id) references sites
);
call app.wall('mailboxes');

alter table conversations add foreign key (workspace_id, mailbox_id) references mailboxes;

-- The receipt book: every message that reached us, kept raw before it is read. fetched = filed + kept + doubled + waiting.
create table inbound_mails (
  workspace_id uuid not null references workspaces,
  id uuid not null,
  mailbox_id uuid not null,
  source text not null check (source in ('imap', 'post')),
  -- Null for a message too large to be fetched: it stayed on its server.
  sha256 text,
  size bigint not null,
  uid_validity bigint,
  uid bigint,
  received_at timestamptz not null,
  state text not null check (state in ('waiting', 'filed', 'kept', 'doubled')),
  attempts integer not null,
  next_attempt_at timestamptz,
  problem text,
  message_id uuid,
  conversation_id uuid,
  receipt jsonb,
  settled_at timestamptz,
  seen_by uuid,
  version integer not null,
  primary key (workspace_id, id),
  foreign key (workspace_id, mailbox_id) references mailboxes
);
call app.wall('inbound_mails');
create unique index inbound_mails_once on inbound_mails (workspace_id, mailbox_id, sha256) where state <> 'doubled';
create index inbound_mails_waiting on inbound_mails (workspace_id, next_attempt_at) where state = 'waiting';
create unique index inbound_mails_uid on inbound_mails (workspace_id, mailbox_id, uid_validity, uid) where uid is not null;
create index inbound_mails_state on inbound_mails (workspace_id, state, received_at desc, id desc);
create index inbound_mails_book on inbound_mails (workspace_id, mailbox_id, state);
create index inbound_mails_message on inbound_mails (workspace_id, message_id);

create table outbox (
  workspace_id uuid not null references workspaces,
  id uuid not null,
  message_id uuid,
  mailbox_id uuid,
  purpose text not null,
  envelope_from text not null,
  envelope_to text[] not null,
  content jsonb not null,
  state text not null check (state in ('queued', 'sent', 'failed', 'cancelled')),
  attempts integer not null,
  first_tried_at timestamptz,
  next_attempt_at timestamptz not null,
  claimed_until timestamptz,
  last_problem text,
  sent_at timestamptz,
  created_at timestamptz not null,
  primary key (workspace_id, id),
  foreign key (workspace_id, message_id) references messages,
  foreign key (workspace_id, mailbox_id) references mailboxes
);
call app.wall('outbox');
create index outbox_due on outbox (workspace_id, next_attempt_at) where state = 'queued';
create index outbox_message on outbox (workspace_id, message_id);

create table forms (
  workspace_id uuid not null references workspaces,
  id uuid not null,
  site_id uuid not null,
  name text not null check (length(name) between 1 and 200),
  intro text not null,
  thanks text not null,
  created_at timestamptz not null,
  archived_at timestamptz,
  version integer not null,
  primary key (workspace_id, id),
  foreign key (workspace_id, site_id) references sites
);
call app.wall('forms');

-- Mailboxes a worker keeps open, of every workspace.
create function jobs.mailboxes_to_watch() returns table (workspace_id uuid, id uuid, version integer)
  language sql stable security definer set search_path = public, pg_temp
  as $$ select workspace_id, id, version from mailboxes where archived_at is null and imap_host is not null $$;

-- Workspaces with mail to send or to file by now (each at its own clock).
create function jobs.workspaces_with_mail(real_now timestamptz) returns table (workspace_id uuid)
  language sql stable security definer set search_path = public, pg_temp
  as $$
    select distinct workspace_id from outbox
      where state = 'queued' and next_attempt_at <= real_now and coalesce(claimed_until, '-infinity') <= real_now
    union
    select distinct workspace_id from inbound_mails where state = 'waiting' and next_attempt_at <= real_now
  $$;
