-- An app that was removed can be had back for a while (`removed_at`, real time); `ca_pem`: the authority its provider's certificate is of,
-- where that is one of their own.
alter table mail_apps
  add column removed_at timestamptz,
  add column ca_pem text;

-- Workspaces in which something is to be given back to a provider, or an app that was removed is to be forgotten.
create or replace function jobs.workspaces_with_grants_leaving(real_now timestamptz)
  returns table (workspace_id uuid, clock_ahead_seconds bigint)
  language sql stable security definer set search_path = public, pg_temp
  as $$
    select w.workspace_id, w.clock_ahead_seconds from workspaces w
    where exists (select from mail_grants g where g.workspace_id = w.workspace_id and g.leaves_at <= real_now)
      or exists (
        select from mail_apps a
        where a.workspace_id = w.workspace_id and a.removed_at <= real_now - interval '10 minutes'
          and not exists (
            select from mail_grants g
            where g.workspace_id = a.workspace_id and g.provider = a.provider and g.leaves_at is not null
          )
      )
  $$;
