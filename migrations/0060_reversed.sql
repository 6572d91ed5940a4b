-- What is taken back as an error is told to whom it was given: at once before anybody said a word of it, said, or promised to be said.
alter table gestures
  add column reversed_by uuid,
  add column reversed_told text check (reversed_told in ('at_once', 'said', 'promised')),
  add column told_promise_id uuid,
  add foreign key (workspace_id, reversed_by) references members,
  add foreign key (workspace_id, told_promise_id) references promises;
update gestures set reversed_by = made_by, reversed_told = 'said' where reversed_at is not null;
alter table gestures
  add check ((reversed_at is null) = (reversed_told is null) and (reversed_at is null) = (reversed_by is null)),
  add check ((told_promise_id is not null) = coalesce(reversed_told = 'promised', false));
