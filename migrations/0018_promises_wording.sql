-- A promise's words with its owner's place left open ("{owner} calls you"), so that they stay true in other hands; and asking a
-- colleague for something, which becomes their promise once they name a day.

alter table promises add column frame text check (length(frame) between 1 and 2100);
-- Of promises made before: those that begin with the name of who owned or made them and a verb of the third person, or say that
-- one hears from them, unless whom they are made to is called the same.
update promises p set frame = case
    when starts_with(p.text, m.first || ' ') then '{owner}' || substr(p.text, length(m.first) + 1)
    else replace(p.text, ' from ' || m.first, ' from {owner}') end
  from (select workspace_id, id, split_part(name, ' ', 1) as first from members) m
  where m.workspace_id = p.workspace_id and m.first <> ''
    and m.id = case when exists (
        select from members o where o.workspace_id = p.workspace_id and o.id = p.owner_id
          and strpos(p.text, split_part(o.name, ' ', 1)) > 0) then p.owner_id else p.made_by end
    and (starts_with(p.text, m.first || ' ') and substr(p.text, length(m.first) + 2) ~ '^(is|has|does|goes|[a-z]{2,}s) '
      or starts_with(p.text || ' ', 'You hear from ' || m.first || ' '))
    and not exists (select from persons t where t.workspace_id = p.workspace_id and t.id = p.to_person_id
      and split_part(t.name, ' ', 1) = m.first);

-- What one colleague asked of another: a promise once they name a day, or declined with a reason. Nothing deletes.
create table promise_asks (
  workspace_id uuid not null references workspaces,
  id uuid not null,
  asked_by uuid not null,
  asked_of uuid not null,
  text text not null check (length(text) between 1 and 2000),
  -- By when it would be wanted, as said and as a moment; what holds is the day they name.
  wished_as text,
  wished_by timestamptz,
  conversation_id uuid,
  asked_at timestamptz not null,
  settled_at timestamptz,
  outcome text check (outcome in ('accepted', 'declined', 'withdrawn')),
  why text,
  promise_id uuid,
  version integer not null,
  primary key (workspace_id, id),
  check (asked_by <> asked_of),
  check ((settled_at is null) = (outcome is null)),
  check (outcome <> 'declined' or length(why) > 0),
  check ((promise_id is not null) = coalesce(outcome = 'accepted', false)),
  foreign key (workspace_id, asked_by) references members,
  foreign key (workspace_id, asked_of) references members,
  foreign key (workspace_id, conversation_id) references conversations,
  foreign key (workspace_id, promise_id) references promises
);
call app.wall('promise_asks');
revoke delete on promise_asks from servus_app;
create index promise_asks_of on promise_asks (workspace_id, asked_of, asked_at, id) where settled_at is null;
create index promise_asks_by on promise_asks (workspace_id, asked_by, asked_at desc, id desc);
create index promise_asks_conversation on promise_asks (workspace_id, conversation_id) where conversation_id is not null;

-- Promises handed over together are found again.
create index events_handed on events (workspace_id, at desc, id desc)
  where kind = 'promise.reassigned' and data ? 'together';
-- Whose promises somebody stands in for: few rest at a time.
create index members_resting on members (workspace_id) where on_break_since is not null;
