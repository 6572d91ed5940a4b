-- Conversations over every channel. States (waiting, snoozed, closed, greeted) are worked out from what happened.

create table conversations (
  workspace_id uuid not null references workspaces,
  id uuid not null,
  reference text not null,
  person_id uuid,
  site_id uuid not null,
  subject text not null check (length(subject) <= 500),
  channel text not null check (channel in ('email', 'form', 'phone', 'walk_in', 'page', 'chat')),
  mailbox_id uuid,
  sensitive boolean not null,
  intent text check (intent in ('exploring', 'first_visit', 'specific', 'sensitive')),
  arrived_at timestamptz not null,
  greeted_at timestamptz,
  greeted_by uuid,
  help_declined_at timestamptz,
  left_at timestamptz,
  heard_back text,
  heard_back_at timestamptz,
  heard_confirmed_at timestamptz,
  assignee_id uuid,
  snoozed_until timestamptz,
  snoozed_by uuid,
  woke_at timestamptz,
  closed_at timestamptz,
  closed_by uuid,
  reopens_id uuid,
  held_because text,
  last_in_at timestamptz,
  last_out_at timestamptz,
  last_activity_at timestamptz not null,
  last_line text not null,
  created_at timestamptz not null,
  version integer not null,
  primary key (workspace_id, id),
  unique (workspace_id, reference),
  foreign key (workspace_id, person_id) references persons,
  foreign key (workspace_id, site_id) references sites,
  foreign key (workspace_id, assignee_id) references members,
  foreign key (workspace_id, reopens_id) references conversations
);
call app.wall('conversations');
create index conversations_open on conversations (workspace_id, last_activity_at desc, id desc)
  where closed_at is null;
create index conversations_all on conversations (workspace_id, last_activity_at desc, id desc);
create index conversations_person on conversations (workspace_id, person_id, last_activity_at desc, id desc);
create index conversations_assignee on conversations (workspace_id, assignee_id, last_activity_at desc, id desc)
  where closed_at is null;
create index conversations_walk_in on conversations (workspace_id, arrived_at)
  where channel = 'walk_in' and closed_at is null and left_at is null;
create index conversations_reopens on conversations (workspace_id, reopens_id, arrived_at desc) where reopens_id is not null;
create index conversations_snoozed on conversations (workspace_id, snoozed_until)
  where snoozed_until is not null and closed_at is null;

create table messages (
  workspace_id uuid not null references workspaces,
  id uuid not null,
  conversation_id uuid not null,
  direction text not null check (direction in ('in', 'out', 'note')),
  channel text not null,
  person_id uuid,
  member_id uuid,
  automatic boolean not null,
  text text not null,
  segments jsonb,
  html text,
  subject text,
  recipients jsonb not null,
  mail_id text,
  raw_sha256 text,
  why_here jsonb,
  at timestamptz not null,
  created_at timestamptz not null,
  primary key (workspace_id, id),
  foreign key (workspace_id, conversation_id) references conversations,
  foreign key (workspace_id, person_id) references persons,
  foreign key (workspace_id, member_id) references members
);
call app.wall('messages');
create index messages_conversation on messages (workspace_id, conversation_id, at, id);
create index messages_mail_id on messages (workspace_id, mail_id) where mail_id is not null;

create table attachments (
  workspace_id uuid not null references workspaces,
  id uuid not null,
  message_id uuid,
  name text not null,
  type text not null,
  size bigint not null,
  sha256 text not null,
  content_id text,
  inline boolean not null,
  uploaded_by uuid,
  created_at timestamptz not null,
  primary key (workspace_id, id),
  foreign key (workspace_id, message_id) references messages
);
call app.wall('attachments');
create index attachments_message on attachments (workspace_id, message_id);

create table handovers (
  workspace_id uuid not null references workspaces,
  id uuid not null,
  conversation_id uuid not null,
  from_member_id uuid not null,
  to_member_id uuid,
  to_team_id uuid,
  told text not null,
  offered_at timestamptz not null,
  accepted_at timestamptz,
  accepted_by uuid,
  declined_at timestamptz,
  declined_why text,
  version integer not null,
  primary key (workspace_id, id),
  check ((to_member_id is null) <> (to_team_id is null)),
  foreign key (workspace_id, conversation_id) references conversations,
  foreign key (workspace_id, from_member_id) references members,
  foreign key (workspace_id, to_member_id) references members,
  foreign key (workspace_id, to_team_id) references teams
);
call app.wall('handovers');
create index handovers_conversation on handovers (workspace_id, conversation_id);
create index handovers_waiting on handovers (workspace_id, offered_at) where accepted_at is null and declined_at is null;

create table needs (
  workspace_id uuid not null references workspaces,
  id uuid not null,
  conversation_id uuid not null,
  words text not null check (length(words) between 1 and 2000),
  priority integer not null,
  met_at timestamptz,
  withdrawn_at timestamptz,
  cannot_at timestamptz,
  cannot_why text,
  direction_given text,
  promise_id uuid,
  handover_id uuid,
  created_at timestamptz not null,
  version integer not null,
  primary key (workspace_id, id),
  foreign key (workspace_id, conversation_id) references conversations,
  foreign key (workspace_id, handover_id) references handovers
);
call app.wall('needs');
create index needs_conversation on needs (workspace_id, conversation_id, priority);

create table drafts (
  workspace_id uuid not null references workspaces,
  conversation_id uuid not null,
  member_id uuid not null,
  kind text not null check (kind in ('reply', 'note')),
  text text not null,
  data jsonb not null,
  updated_at timestamptz not null,
  primary key (workspace_id, conversation_id, member_id, kind),
  foreign key (workspace_id, conversation_id) references conversations,
  foreign key (workspace_id, member_id) references members
);
call app.wall('drafts');
