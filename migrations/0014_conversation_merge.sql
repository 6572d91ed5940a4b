-- Conversations merged and taken apart again. What was merged in keeps its own row as it was; what it held stands with the one it
-- went to and remembers where it came from (docs/decisions/0014-conversation-merge.md).

alter table conversations
  -- The one it was merged into; null while it stands on its own.
  add column merged_into uuid,
  -- The one at the end of that chain, where its words stand now.
  add column root_id uuid,
  -- What was said last in it alone, as it stood when it first had to do with a merge; null where none stands.
  add column alone jsonb,
  add constraint conversations_merged_whole check ((merged_into is null) = (root_id is null)),
  add constraint conversations_merged_elsewhere check (merged_into <> id and root_id <> id),
  add foreign key (workspace_id, merged_into) references conversations,
  add foreign key (workspace_id, root_id) references conversations;
create index conversations_root on conversations (workspace_id, root_id) where root_id is not null;

-- Where it came from, if it was not made in the conversation in which it stands now.
alter table messages add column origin_conversation_id uuid;
alter table needs add column origin_conversation_id uuid;
alter table promises add column origin_conversation_id uuid;
alter table handovers add column origin_conversation_id uuid;
alter table next_contacts add column origin_conversation_id uuid;
create index next_contacts_conversation on next_contacts (workspace_id, conversation_id) where conversation_id is not null;

create table conversation_merges (
  workspace_id uuid not null references workspaces,
  id uuid not null,
  survivor_id uuid not null,
  merged_id uuid not null,
  -- The first, second, third one merged into that survivor.
  turn integer not null,
  merged_at timestamptz not null,
  merged_by uuid not null,
  -- The survivor's facts just before and just after: what nobody changed since goes back with an unmerge.
  before jsonb not null,
  after jsonb not null,
  -- The tags the survivor has by it alone.
  tags uuid[] not null,
  undone_at timestamptz,
  undone_by uuid,
  primary key (workspace_id, id),
  check ((undone_at is null) = (undone_by is null)),
  foreign key (workspace_id, survivor_id) references conversations,
  foreign key (workspace_id, merged_id) references conversations,
  foreign key (workspace_id, merged_by) references members,
  foreign key (workspace_id, undone_by) references members
);
call app.wall('conversation_merges');
revoke delete on conversation_merges from servus_app;
create index conversation_merges_survivor on conversation_merges (workspace_id, survivor_id, turn) where undone_at is null;
-- It can be in one place only.
create unique index conversation_merges_once on conversation_merges (workspace_id, merged_id) where undone_at is null;

-- What was merged sleeps with the one it is in, and is that one's owner's.
create or replace function jobs.workspaces_to_wake(real_now timestamptz) returns table (workspace_id uuid, clock_ahead_seconds bigint)
  language sql stable security definer set search_path = public, pg_temp
  as $$
    select w.workspace_id, w.clock_ahead_seconds from workspaces w
    where exists (
      select from conversations c
      where c.workspace_id = w.workspace_id and c.closed_at is null and c.merged_into is null
        and c.snoozed_until <= real_now + make_interval(secs => w.clock_ahead_seconds))
    order by w.workspace_id
  $$;

create or replace function jobs.workspaces_with_leavers(real_now timestamptz, ahead interval)
  returns table (workspace_id uuid, clock_ahead_seconds bigint)
  language sql stable security definer set search_path = public, pg_temp
  as $$
    select w.workspace_id, w.clock_ahead_seconds from workspaces w
    where exists (
      select from members m
      where m.workspace_id = w.workspace_id
        and m.ends_at <= real_now + make_interval(secs => w.clock_ahead_seconds) + ahead
        and (
          exists (
            select from promises p
            where p.workspace_id = m.workspace_id and p.owner_id = m.id
              and p.kept_at is null and p.broken_at is null and p.released_at is null and p.moved_at is null)
          or exists (
            select from conversations c
            where c.workspace_id = m.workspace_id and c.assignee_id = m.id and c.closed_at is null
              and c.merged_into is null)))
    order by w.workspace_id
  $$;
