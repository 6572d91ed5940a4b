-- Whether what went beyond a limit was looked at stands beside it too, so that what waits is found without those of all the years.
alter table gestures add column looked_at timestamptz;
update gestures g set looked_at = l.at from gesture_looks l where l.workspace_id = g.workspace_id and l.gesture_id = g.id;
create index gestures_to_look_at on gestures (workspace_id, given_at desc, id desc)
  where given_by in ('granted', 'emergency') and reversed_at is null and looked_at is null;
-- What colleagues may learn from, the latest word first.
create index gestures_learnt on gestures (workspace_id, greatest(lesson_at, looked_at) desc, id desc)
  where lesson_at is not null or looked_at is not null;
-- The name as it is compared: behind the wall no index is walked by a function of a column.
alter table causes add column key text not null generated always as (lower(name)) stored;
drop index causes_name;
alter table causes add constraint causes_one_name unique (workspace_id, key);
create index causes_open on causes (workspace_id, key, id)
  where opened_at is not null and (mended_at is null or mended_at < opened_at);
-- What holds is found without all that ever held: what has not ended, and what ends later than now.
create index authority_limits_ended on authority_limits (workspace_id, ended_at);
drop index authority_limits_active;
