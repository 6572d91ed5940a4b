-- How a mailbox sends: under which name, from which of its addresses, with which words below; and what became of what it sent.

-- Of a mailbox: the name its mail goes out under, and the signature in each language. Without a line it is as it was.
create table mailbox_sending (
  workspace_id uuid not null references workspaces,
  mailbox_id uuid not null,
  from_name text not null check (from_name in ('member_house', 'first_house', 'house')),
  signature jsonb not null,
  version integer not null,
  primary key (workspace_id, mailbox_id),
  foreign key (workspace_id, mailbox_id) references mailboxes
);
call app.wall('mailbox_sending');

-- Other addresses of ours whose mail comes into a mailbox, in small letters. An address is one mailbox's.
create table mailbox_aliases (
  workspace_id uuid not null references workspaces,
  address text not null check (length(address) between 3 and 254 and address = lower(address)),
  mailbox_id uuid not null,
  created_at timestamptz not null,
  primary key (workspace_id, address),
  foreign key (workspace_id, mailbox_id) references mailboxes
);
call app.wall('mailbox_aliases');
create index mailbox_aliases_of on mailbox_aliases (workspace_id, mailbox_id);

-- What somebody of ours signs with, in each language.
create table member_signatures (
  workspace_id uuid not null references workspaces,
  member_id uuid not null,
  signature jsonb not null,
  version integer not null,
  primary key (workspace_id, member_id),
  foreign key (workspace_id, member_id) references members
);
call app.wall('member_signatures');

-- What failed and is not to be tried any more stands aside; the message says as before that it did not leave.
alter table outbox
  add column given_up_at timestamptz,
  add column given_up_by uuid,
  add foreign key (workspace_id, given_up_by) references members;
create index outbox_unsent on outbox (workspace_id, created_at desc, id desc) where state in ('queued', 'failed');
create index outbox_sent on outbox (workspace_id, sent_at desc, id desc) where state = 'sent';

-- A mail program's button that ends a kind of mail is a way of its own to say so.
alter table consents drop constraint consents_how_check;
alter table consents
  add constraint consents_how_check check (how in ('page', 'form', 'spoken', 'paper', 'reply', 'import', 'unsubscribe'));
