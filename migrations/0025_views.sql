-- Views of the inbox, and saved replies.

-- What narrows the inbox, under a name. `narrowed` is written as src/domain/conversations/view-filter.ts reads it. It is one
-- member's, one team's, or, with neither, everybody's.
create table inbox_views (
  workspace_id uuid not null references workspaces,
  id uuid not null,
  name text not null check (length(name) between 1 and 60),
  icon text not null check (length(icon) between 1 and 20),
  base text not null check (base in ('waiting', 'mine', 'unassigned', 'snoozed', 'closed', 'all', 'held')),
  narrowed text not null check (length(narrowed) <= 2000),
  owner_id uuid,
  team_id uuid,
  created_at timestamptz not null,
  deleted_at timestamptz,
  version integer not null,
  primary key (workspace_id, id),
  check (owner_id is null or team_id is null),
  foreign key (workspace_id, owner_id) references members,
  foreign key (workspace_id, team_id) references teams
);
call app.wall('inbox_views');
revoke delete on inbox_views from servus_app;
create index inbox_views_of on inbox_views (workspace_id, owner_id, team_id) where deleted_at is null;

-- In which order somebody has their views.
create table inbox_view_orders (
  workspace_id uuid not null references workspaces,
  member_id uuid not null,
  view_ids uuid[] not null,
  primary key (workspace_id, member_id),
  foreign key (workspace_id, member_id) references members
);
call app.wall('inbox_view_orders');

-- What narrows all conversations there are, or all closed ones, each by a way of its own.
create index conversations_owner on conversations (workspace_id, assignee_id, last_activity_at desc, id desc);
create index conversations_channel on conversations (workspace_id, channel, last_activity_at desc, id desc);
create index conversations_mailbox on conversations (workspace_id, mailbox_id, last_activity_at desc, id desc)
  where mailbox_id is not null;
create index conversations_site on conversations (workspace_id, site_id, last_activity_at desc, id desc);
-- The language a person has first, as a column of its own: what is seldom is told from what is usual only by what is known of a column.
alter table persons add column first_language text generated always as (languages[1]) stored;
create index persons_first_language on persons (workspace_id, first_language, id) where first_language is not null;

-- Replies kept to be said again, in one language or in several (`texts`: language to words). One member's, or everybody's.
create table saved_replies (
  workspace_id uuid not null references workspaces,
  id uuid not null,
  name text not null check (length(name) between 1 and 80),
  name_key text collate "C" not null generated always as (trim(app.folded(name))) stored,
  texts jsonb not null check (jsonb_typeof(texts) = 'object' and texts <> '{}'),
  words tsvector not null,
  owner_id uuid,
  -- How often it was said, by whomever: of a reply, never of a member.
  used integer not null check (used >= 0),
  created_at timestamptz not null,
  deleted_at timestamptz,
  version integer not null,
  primary key (workspace_id, id),
  foreign key (workspace_id, owner_id) references members
);
call app.wall('saved_replies');
create index saved_replies_name on saved_replies (workspace_id, name_key, id) where deleted_at is null;
create index saved_replies_used on saved_replies (workspace_id, used desc, id) where deleted_at is null;
create index saved_replies_deleted on saved_replies (workspace_id, deleted_at desc, id desc) where deleted_at is not null;

-- The files that go with one.
create table saved_reply_files (
  workspace_id uuid not null references workspaces,
  id uuid not null,
  reply_id uuid not null,
  name text not null,
  type text not null,
  size bigint not null,
  sha256 text not null,
  primary key (workspace_id, id),
  foreign key (workspace_id, reply_id) references saved_replies on delete cascade
);
call app.wall('saved_reply_files');
create index saved_reply_files_reply on saved_reply_files (workspace_id, reply_id);
