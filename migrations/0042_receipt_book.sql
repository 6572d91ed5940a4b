-- The receipt book on a screen, and the look whether it is true.

-- When its server was last asked for new mail, by the workspace's clock.
alter table mailboxes add column looked_at timestamptz;

-- From whom and what about, so that a line is found; `reason`: the code of why it is where it is.
alter table inbound_mails add column sender text, add column subject text, add column reason text;
update inbound_mails i
  set sender = left(m.recipients -> 'from' -> 0 ->> 'address', 320), subject = left(m.subject, 500)
  from messages m
  where m.workspace_id = i.workspace_id and m.id = i.message_id;
update inbound_mails set reason = case
    when state = 'filed' then receipt -> 'whyHere' ->> 'code'
    when state = 'doubled' then case when receipt is null then 'same_bytes' else 'same_mail' end
    when problem like '{"say":%' then substring(problem from '^\{"say":"([a-z_]+)"')
  end;

drop index inbound_mails_book;
create index inbound_mails_book on inbound_mails (workspace_id, mailbox_id, state, received_at desc, id desc);
create index inbound_mails_lines on inbound_mails (workspace_id, mailbox_id, received_at desc, id desc);

-- The last look of each mailbox, and one that is asked for or under way. `claimed_until` and `next_at`: real time.
create table receipt_checks (
  workspace_id uuid not null references workspaces,
  mailbox_id uuid not null,
  asked_at timestamptz,
  asked_by uuid,
  done integer not null,
  total integer,
  attempts integer not null,
  claimed_until timestamptz,
  next_at timestamptz not null,
  outcome text check (outcome in ('balanced', 'differs', 'unsure')),
  checked_at timestamptz,
  differs_since timestamptz,
  findings jsonb,
  problem text,
  version integer not null,
  primary key (workspace_id, mailbox_id),
  foreign key (workspace_id, mailbox_id) references mailboxes
);
call app.wall('receipt_checks');

-- Workspaces with a mailbox whose book is to be looked at: asked for, its time has come, or an hour after it was connected.
create function jobs.workspaces_with_receipt_checks(real_now timestamptz) returns table (workspace_id uuid)
  language sql stable security definer set search_path = public, pg_temp
  as $$
    select distinct m.workspace_id from mailboxes m
      join workspaces w on w.workspace_id = m.workspace_id
      left join receipt_checks c on c.workspace_id = m.workspace_id and c.mailbox_id = m.id
      where m.archived_at is null and coalesce(c.claimed_until, '-infinity') <= real_now
        and (c.asked_at is not null or coalesce(c.next_at,
          m.created_at - make_interval(secs => w.clock_ahead_seconds) + interval '1 hour') <= real_now)
  $$;
