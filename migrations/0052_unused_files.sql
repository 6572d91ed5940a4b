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
