-- What was promised, to whom, by whom, by when. Facts only: overdue, at risk and kept late are worked out. Nothing deletes.

create table promises (
  workspace_id uuid not null references workspaces,
  id uuid not null,
  to_person_id uuid,
  to_member_id uuid,
  owner_id uuid not null,
  conversation_id uuid,
  message_id uuid,
  text text not null check (length(text) between 1 and 2000),
  said_as text,
  original_due timestamptz not null,
  due timestamptz not null,
  update_every_minutes integer check (update_every_minutes > 0),
  next_update_due timestamptz,
  made_at timestamptz not null,
  made_by uuid not null,
  kept_at timestamptz,
  broken_at timestamptz,
  broken_why text,
  released_at timestamptz,
  released_words text,
  moved_at timestamptz,
  successor_of uuid,
  version integer not null,
  primary key (workspace_id, id),
  check ((to_person_id is null) <> (to_member_id is null)),
  foreign key (workspace_id, to_person_id) references persons,
  foreign key (workspace_id, to_member_id) references members,
  foreign key (workspace_id, owner_id) references members,
  foreign key (workspace_id, made_by) references members,
  foreign key (workspace_id, conversation_id) references conversations,
  foreign key (workspace_id, successor_of) references promises
);
call app.wall('promises');
revoke delete on promises from servus_app;
create index promises_open on promises (workspace_id, due, id)
  where kept_at is null and broken_at is null and released_at is null and moved_at is null;
create index promises_person on promises (workspace_id, to_person_id, made_at desc, id desc);
create index promises_conversation on promises (workspace_id, conversation_id);
create index promises_successor on promises (workspace_id, successor_of) where successor_of is not null;
create index promises_settled on promises (workspace_id, original_due desc, id desc);

alter table needs add foreign key (workspace_id, promise_id) references promises;

create table progress_updates (
  workspace_id uuid not null references workspaces,
  id uuid not null,
  promise_id uuid not null,
  kind text not null check (kind in ('progress', 'no_progress', 'delay', 'ready')),
  text text not null,
  reason text,
  next_update_due timestamptz,
  said_by uuid not null,
  told_by text not null check (told_by in ('page', 'email', 'phone', 'in_person')),
  message_id uuid,
  at timestamptz not null,
  primary key (workspace_id, id),
  foreign key (workspace_id, promise_id) references promises,
  foreign key (workspace_id, said_by) references members
);
call app.wall('progress_updates');
revoke update, delete on progress_updates from servus_app;
create index progress_updates_promise on progress_updates (workspace_id, promise_id, at);

create table next_contacts (
  workspace_id uuid not null references workspaces,
  id uuid not null,
  person_id uuid not null,
  conversation_id uuid,
  what text not null,
  due timestamptz not null,
  told boolean not null,
  owner_id uuid not null,
  set_at timestamptz not null,
  done_at timestamptz,
  version integer not null,
  primary key (workspace_id, id),
  foreign key (workspace_id, person_id) references persons,
  foreign key (workspace_id, conversation_id) references conversations,
  foreign key (workspace_id, owner_id) references members
);
call app.wall('next_contacts');
create index next_contacts_open on next_contacts (workspace_id, due) where done_at is null;
create index next_contacts_person on next_contacts (workspace_id, person_id);

-- The customer's own page: a signed link that can be taken back.
create table page_links (
  workspace_id uuid not null references workspaces,
  id uuid not null,
  person_id uuid not null,
  made_by uuid,
  created_at timestamptz not null,
  revoked_at timestamptz,
  last_opened_at timestamptz,
  primary key (workspace_id, id),
  foreign key (workspace_id, person_id) references persons
);
call app.wall('page_links');
create index page_links_person on page_links (workspace_id, person_id);
