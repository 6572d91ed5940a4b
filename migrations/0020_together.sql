-- Together: who is in a conversation just now.

-- Nobody's history: a row lives for less than a minute after its browser was last heard of, and a stop of the database forgets all.
create unlogged table presences (
  workspace_id uuid not null references workspaces,
  member_id uuid not null,
  -- A window of theirs: each looks at one conversation at a time.
  tab uuid not null,
  conversation_id uuid not null,
  writing boolean not null,
  -- Real time, whatever a demo's clock shows.
  until timestamptz not null,
  primary key (workspace_id, member_id, tab),
  foreign key (workspace_id, member_id) references members,
  foreign key (workspace_id, conversation_id) references conversations
);
call app.wall('presences');
