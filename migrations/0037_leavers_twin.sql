-- A workspace is taken up only where something can be done: not for a conversation that went on in another, nor for a promise that
-- nobody could take over. Twin of `isLeaving` and `successorOf`.
create or replace function jobs.workspaces_with_leavers(real_now timestamptz, ahead interval)
  returns table (workspace_id uuid, clock_ahead_seconds bigint)
  language sql stable security definer set search_path = public, pg_temp
  as $$
    select w.workspace_id, w.clock_ahead_seconds from workspaces w
    cross join lateral (select real_now + make_interval(secs => w.clock_ahead_seconds) + ahead as until) soon
    where exists (
      select from members m
      where m.workspace_id = w.workspace_id
        and (m.role = 'read_only' or m.ends_at <= soon.until)
        and (
          exists (
            select from promises p
            where p.workspace_id = m.workspace_id and p.to_member_id = m.id
              and p.kept_at is null and p.broken_at is null and p.released_at is null and p.moved_at is null)
          or exists (
            select from promises p
            where p.workspace_id = m.workspace_id and p.owner_id = m.id
              and p.kept_at is null and p.broken_at is null and p.released_at is null and p.moved_at is null
              and exists (
                select from members s
                where s.workspace_id = m.workspace_id and s.id <> m.id and s.id is distinct from p.to_member_id
                  and s.role <> 'read_only' and (s.ends_at is null or s.ends_at > soon.until)
                  and (s.role = 'owner' or not exists (
                    select from conversations asked
                    join conversations c on c.workspace_id = asked.workspace_id and c.id = coalesce(asked.root_id, asked.id)
                    where asked.workspace_id = p.workspace_id and asked.id = p.conversation_id and c.sensitive
                      and c.assignee_id is distinct from s.id and c.greeted_by is distinct from s.id
                      and not (c.assignee_id is null and s.role = 'manager')
                      and not exists (
                        select from messages x
                        where x.workspace_id = c.workspace_id and x.conversation_id = c.id and x.member_id = s.id)
                      and not exists (
                        select from handovers h
                        where h.workspace_id = c.workspace_id and h.conversation_id = c.id
                          and s.id in (h.to_member_id, h.from_member_id, h.accepted_by))
                      and not exists (
                        select from handovers h
                        join team_members t on t.workspace_id = h.workspace_id and t.team_id = h.to_team_id
                        where h.workspace_id = c.workspace_id and h.conversation_id = c.id
                          and h.accepted_at is null and h.declined_at is null and t.member_id = s.id)))))
          or exists (
            select from conversations c
            where c.workspace_id = m.workspace_id and c.assignee_id = m.id and c.closed_at is null
              and c.merged_into is null)
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
