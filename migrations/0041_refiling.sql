-- Messages filed elsewhere by somebody, or split off, to be taken back (docs/decisions/0045-refiling.md); and a suggested link that
-- somebody said no to.

create table refilings (
  workspace_id uuid not null references workspaces,
  id uuid not null,
  -- Where they stood, and where they went. No foreign keys: what was brought along can be taken back whole.
  from_id uuid not null,
  to_id uuid not null,
  -- That one was begun by it.
  began boolean not null,
  moved_at timestamptz not null,
  moved_by uuid not null,
  -- What moved and how it was noted before; how both conversations stood, so that what nobody changed since goes back.
  held jsonb not null,
  undone_at timestamptz,
  undone_by uuid,
  primary key (workspace_id, id),
  check ((undone_at is null) = (undone_by is null)),
  foreign key (workspace_id, moved_by) references members,
  foreign key (workspace_id, undone_by) references members
);
call app.wall('refilings');
revoke delete on refilings from servus_app;

-- A mail points at a conversation its sender takes no part in: somebody said that it is another matter.
alter table messages
  add column link_declined_at timestamptz,
  add column link_declined_by uuid,
  add constraint messages_link_declined_whole check ((link_declined_at is null) = (link_declined_by is null));
