-- An import that is taken back takes conversations along that were merged and parted since: what that left goes with them.
alter table conversation_merges
  drop constraint conversation_merges_workspace_id_survivor_id_fkey,
  drop constraint conversation_merges_workspace_id_merged_id_fkey,
  add constraint conversation_merges_survivor foreign key (workspace_id, survivor_id) references conversations on delete cascade,
  add constraint conversation_merges_merged foreign key (workspace_id, merged_id) references conversations on delete cascade;
-- They are looked for by both whenever conversations go.
create index conversation_merges_of_survivor on conversation_merges (workspace_id, survivor_id);
create index conversation_merges_of_merged on conversation_merges (workspace_id, merged_id);
