-- The break somebody is back from: what others did meanwhile can be read again for some minutes, where the reply that told it was lost.
alter table members
  add column last_break_since timestamptz,
  add column last_break_until timestamptz,
  add check ((last_break_since is null) = (last_break_until is null));
