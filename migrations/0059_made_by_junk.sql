-- Whether somebody is only there because junk of theirs was filed: all they ever wrote is junk, and nothing else is known of them, said
-- to them or changed. They stand in no list; taking one of their conversations out of junk brings them back.
create function app.made_by_junk(p persons) returns boolean language sql stable as $$
  select p.version = 1
    and exists (select from conversations c where c.workspace_id = p.workspace_id and c.person_id = p.id
      and c.junked_at is not null and c.created_at = p.created_at)
    and not exists (select from conversations c
      left join conversations root on root.workspace_id = c.workspace_id and root.id = c.root_id
      where c.workspace_id = p.workspace_id and c.person_id = p.id and coalesce(root.junked_at, c.junked_at) is null)
    and not exists (select from messages m join conversations c on c.workspace_id = m.workspace_id and c.id = m.conversation_id
      where m.workspace_id = p.workspace_id and m.person_id = p.id and c.junked_at is null)
    and not exists (select from persons o where o.workspace_id = p.workspace_id and o.root_id = p.root_id and o.id <> p.id)
    and not exists (select from promises k where k.workspace_id = p.workspace_id and k.to_person_id = p.id)
    and not exists (select from gestures g where g.workspace_id = p.workspace_id and g.person_id = p.id)
    and not exists (select from recovery_cases r where r.workspace_id = p.workspace_id and r.person_id = p.id)
    and not exists (select from next_contacts n where n.workspace_id = p.workspace_id and n.person_id = p.id)
    and not exists (select from thing_holders t where t.workspace_id = p.workspace_id and t.person_id = p.id)
    and not exists (select from household_members h where h.workspace_id = p.workspace_id and h.person_id = p.id)
    and not exists (select from affiliations a where a.workspace_id = p.workspace_id and a.person_id = p.id)
$$;
