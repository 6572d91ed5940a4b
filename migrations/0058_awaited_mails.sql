-- Mails that a filed one names and that have not come: whichever comes later joins the conversation of its answer.
create table awaited_mails (
  workspace_id uuid not null references workspaces,
  -- A Message-ID, as a mail that was filed names it.
  mail_id text not null,
  message_id uuid not null,
  named_at timestamptz not null,
  primary key (workspace_id, mail_id, message_id),
  foreign key (workspace_id, message_id) references messages on delete cascade
);
call app.wall('awaited_mails');
create index awaited_mails_message on awaited_mails (workspace_id, message_id);
create index awaited_mails_named on awaited_mails (workspace_id, named_at);
