-- What goes with a reply that waits for its hour, or for a person, is used: it waits as long as the reply does.
create function app.is_planned(workspace uuid, attachment uuid) returns boolean
  language sql stable set search_path = public, pg_temp
  as $$
    select exists (select from planned_replies p where p.workspace_id = workspace and p.state in ('waiting', 'held')
      and p.reply -> 'attachmentIds' ? attachment::text)
  $$;

create or replace function jobs.workspaces_with_unused_uploads(real_now timestamptz, kept interval)
  returns table (workspace_id uuid, clock_ahead_seconds bigint)
  language sql stable security definer set search_path = public, pg_temp
  as $$
    select w.workspace_id, w.clock_ahead_seconds from workspaces w
    where exists (select from attachments a where a.workspace_id = w.workspace_id and a.message_id is null
      and a.created_at < real_now + make_interval(secs => w.clock_ahead_seconds) - kept
      and not app.is_planned(a.workspace_id, a.id))
    order by w.workspace_id
  $$;
