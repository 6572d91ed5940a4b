-- What is learnt of gestures: a note colleagues may read, three answers to those above a limit, and causes that come back.
alter table gestures
  add column lesson text check (length(lesson) between 1 and 2000),
  add column lesson_by uuid,
  add column lesson_at timestamptz,
  add check ((lesson is null) = (lesson_by is null) and (lesson is null) = (lesson_at is null)),
  add foreign key (workspace_id, lesson_by) references members;
create index gestures_cause on gestures (workspace_id, cause_id, given_at) where cause_id is not null and given_at is not null;
create index gestures_given on gestures (workspace_id, given_at desc, id desc) where given_at is not null;

create table gesture_looks (
  workspace_id uuid not null references workspaces,
  gesture_id uuid not null,
  by uuid not null,
  at timestamptz not null,
  need_met text not null check (need_met in ('yes', 'partly', 'no')),
  next_time text not null check (length(next_time) between 1 and 2000),
  mend text not null check (length(mend) between 1 and 2000),
  primary key (workspace_id, gesture_id),
  foreign key (workspace_id, gesture_id) references gestures,
  foreign key (workspace_id, by) references members
);
call app.wall('gesture_looks');
revoke update, delete on gesture_looks from servus_app;
