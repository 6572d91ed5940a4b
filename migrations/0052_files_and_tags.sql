-- Uploads that no message and no saved reply has: their rows go after some weeks, their bytes once nobody else has them.
create index attachments_unused on attachments (workspace_id, created_at) where message_id is null;

create function jobs.workspaces_with_unused_uploads(real_now timestamptz, kept interval)
  returns table (workspace_id uuid, clock_ahead_seconds bigint)
  language sql stable security definer set search_path = public, pg_temp
  as $$
    select w.workspace_id, w.clock_ahead_seconds from workspaces w
    where exists (select from attachments a where a.workspace_id = w.workspace_id and a.message_id is null
      and a.created_at < real_now + make_interval(secs => w.clock_ahead_seconds) - kept)
    order by w.workspace_id
  $$;

-- Which of these bytes any workspace of the house still has.
create function jobs.kept_among(wanted text[]) returns setof text
  language sql stable security definer set search_path = public, pg_temp
  as $$
    select one from unnest(wanted) as one where jobs.is_kept(one)
  $$;

-- A tag that is merged into another gives up its conversations once whoever was just putting it on is done (they hold it, `for share`):
-- a statement of its own, so that it sees what they wrote.
create function app.give_up_conversations() returns trigger language plpgsql as $$
begin
  insert into conversation_tags (workspace_id, conversation_id, tag_id)
    select workspace_id, conversation_id, new.merged_into from conversation_tags
    where workspace_id = new.workspace_id and tag_id = new.id
    on conflict do nothing;
  delete from conversation_tags where workspace_id = new.workspace_id and tag_id = new.id;
  return null;
end $$;
create trigger tags_merged after update of merged_into on tags
  for each row when (new.merged_into is not null and old.merged_into is null) execute function app.give_up_conversations();
