-- A telephone is found by five or more of its digits that stand together, wherever they begin. The rule is
-- src/domain/people/search-keys.ts; here are the keys of what was noted before.
insert into person_keys (workspace_id, key, person_id)
  with told as (
    select workspace_id, person_id, regexp_replace(regexp_replace(value, ';.*', ''), '[^0-9]', '', 'g') as digits
    from handles where kind = 'phone' and removed_at is null
  )
  select distinct workspace_id, left('#' || substr(digits, n), 100), person_id
  from told, generate_series(2, length(digits) - 4) n
  on conflict do nothing;

-- When a way to reach somebody was brought along from before; null where one of us typed it or a message came from it.
alter table handles add column brought_at timestamptz;
update handles h set brought_at = h.created_at from import_made m
  where m.workspace_id = h.workspace_id and m.kind = 'handle' and m.id = h.id and h.trust = 'typed';
update handles h set brought_at = h.created_at from import_made m, persons p
  where m.workspace_id = h.workspace_id and m.kind = 'person' and m.id = h.person_id and h.trust = 'typed'
    and p.workspace_id = h.workspace_id and p.id = h.person_id and p.created_at = h.created_at;

-- Somebody brought along, merged and unmerged since, is as they came: taken back, they take what was written of that with them. One
-- merge that stands holds both, since the record that was merged points to the other.
alter table person_merges
  drop constraint person_merges_workspace_id_survivor_id_fkey,
  drop constraint person_merges_workspace_id_merged_id_fkey,
  add constraint person_merges_survivor foreign key (workspace_id, survivor_id) references persons on delete cascade,
  add constraint person_merges_merged foreign key (workspace_id, merged_id) references persons on delete cascade;
create index person_merges_survivor on person_merges (workspace_id, survivor_id);
create index person_merges_merged on person_merges (workspace_id, merged_id);
