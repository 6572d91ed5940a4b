-- Who may only read by now can keep nothing, answer nothing and let nobody off: what is theirs is given over as a leaver's is.
create or replace function jobs.workspaces_with_leavers(real_now timestamptz, ahead interval)
  returns table (workspace_id uuid, clock_ahead_seconds bigint)
  language sql stable security definer set search_path = public, pg_temp
  as $$
    select w.workspace_id, w.clock_ahead_seconds from workspaces w
    where exists (
      select from members m
      where m.workspace_id = w.workspace_id
        and (m.role = 'read_only' or m.ends_at <= real_now + make_interval(secs => w.clock_ahead_seconds) + ahead)
        and (
          exists (
            select from promises p
            where p.workspace_id = m.workspace_id and (p.owner_id = m.id or p.to_member_id = m.id)
              and p.kept_at is null and p.broken_at is null and p.released_at is null and p.moved_at is null)
          or exists (
            select from conversations c
            where c.workspace_id = m.workspace_id and c.assignee_id = m.id and c.closed_at is null)
          or exists (
            select from handovers h
            where h.workspace_id = m.workspace_id and h.to_member_id = m.id
              and h.accepted_at is null and h.declined_at is null)
          or exists (
            select from promise_asks a
            where a.workspace_id = m.workspace_id and a.settled_at is null
              and (a.asked_by = m.id or (a.asked_of = m.id and a.returned_at is null)))))
    order by w.workspace_id
  $$;
