-- Conversations that turned out to be junk, who is believed about senders, and mail that answers itself.

alter table conversations
  -- Somebody marked it as junk: it is held back (`junk`) and comes back as it was.
  add column junked_at timestamptz,
  add column junked_by uuid,
  -- Why it was held back before that.
  add column held_before text,
  -- It was junk for so long that its words were let go.
  add column junk_erased_at timestamptz,
  add constraint conversations_junk check ((junked_at is null) or (junked_by is not null and held_because = 'junk'));
create index conversations_junked on conversations (workspace_id, junked_at desc, id desc)
  where junked_at is not null and junk_erased_at is null;

create or replace function jobs.workspaces_with_old_junk(real_now timestamptz)
  returns table (workspace_id uuid, clock_ahead_seconds bigint)
  language sql stable security definer set search_path = public, pg_temp
  as $$
    select w.workspace_id, w.clock_ahead_seconds from workspaces w
    where exists (select from inbound_mails i where i.workspace_id = w.workspace_id and i.state = 'junk'
      and i.erased_at is null
      and i.settled_at < real_now + make_interval(secs => w.clock_ahead_seconds) - make_interval(days => w.junk_days))
    or exists (select from conversations c where c.workspace_id = w.workspace_id and c.junked_at is not null
      and c.junk_erased_at is null
      and c.junked_at < real_now + make_interval(secs => w.clock_ahead_seconds) - make_interval(days => w.junk_days))
    order by w.workspace_id
  $$;

-- Whose Authentication-Results are believed (RFC 8601 §5), by the names the servers sign with. None: nobody is.
alter table mailboxes add column believed_servers text[] not null default '{}'
  check (cardinality(believed_servers) <= 20);
-- Who signed the topmost of a mail: what is proposed to be believed.
alter table inbound_mails add column judged_by text check (length(judged_by) <= 255);

-- Why a mail may not be from whom it names; null: nobody we believe said so.
alter table messages add column doubt jsonb;

-- What a block held back.
alter table blocks add column caught integer not null default 0, add column last_caught_at timestamptz;

-- Addresses to which nothing is sent by itself for a while, because we and they seemed to answer each other.
create table mail_breakers (
  workspace_id uuid not null references workspaces,
  mailbox_id uuid not null,
  address text not null check (length(address) <= 320),
  opened_at timestamptz not null,
  until timestamptz not null,
  primary key (workspace_id, mailbox_id, address),
  foreign key (workspace_id, mailbox_id) references mailboxes
);
call app.wall('mail_breakers');
create index outbox_automatic on outbox (workspace_id, mailbox_id, sent_at desc)
  where state = 'sent' and (content ->> 'automatic') = 'true';
