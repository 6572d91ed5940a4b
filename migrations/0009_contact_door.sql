-- The one door for every word we say by ourselves: what they agreed to, when a place writes, and why each word left, waits or does not.

alter table persons
  add column never_contact text check (never_contact in ('deceased', 'do_not_contact', 'legal_hold')),
  -- Where they live, when it is known; else the place's zone and those of their telephones are taken together.
  add column time_zone text,
  -- Since when words about what they wait for may come at any hour.
  add column any_hour_since timestamptz;

alter table sites
  add column writing_from text not null default '09:00',
  add column writing_to text not null default '20:00',
  add column quiet_days integer[] not null default '{}';

create table consents (
  workspace_id uuid not null references workspaces,
  id uuid not null,
  person_id uuid not null,
  purpose text not null,
  channel text not null,
  state text not null check (state in ('express', 'implied', 'withdrawn')),
  at timestamptz not null,
  expires_at timestamptz,
  -- The exact words that were shown, or said.
  wording text not null,
  how text not null check (how in ('page', 'form', 'spoken', 'paper', 'reply', 'import')),
  actor_kind text not null check (actor_kind in ('member', 'person', 'system')),
  actor_id uuid,
  primary key (workspace_id, id),
  foreign key (workspace_id, person_id) references persons
);
call app.wall('consents');
revoke update, delete on consents from servus_app;
create index consents_person on consents (workspace_id, person_id, at);

create table contact_decisions (
  workspace_id uuid not null references workspaces,
  id uuid not null,
  person_id uuid not null,
  purpose text not null,
  channel text not null,
  asked boolean not null,
  answer text not null check (answer in ('allow', 'hold', 'deny')),
  rule text not null,
  until timestamptz,
  fingerprint text,
  promise_id uuid,
  update_id uuid,
  at timestamptz not null,
  -- The first, second, third decision about them: of two made at once one must look again, so that no cap is passed.
  turn integer not null,
  primary key (workspace_id, id),
  foreign key (workspace_id, person_id) references persons,
  foreign key (workspace_id, promise_id) references promises
);
call app.wall('contact_decisions');
revoke update, delete on contact_decisions from servus_app;
create index contact_decisions_person on contact_decisions (workspace_id, person_id, at desc, id desc);
create unique index contact_decisions_turn on contact_decisions (workspace_id, person_id, turn);
create index contact_decisions_word on contact_decisions (workspace_id, update_id, at) where update_id is not null;

-- Words that wait for their time: asked again at the door when it comes.
create table held_words (
  workspace_id uuid not null references workspaces,
  -- The id of the word itself (a progress update).
  id uuid not null,
  person_id uuid not null,
  promise_id uuid,
  purpose text not null,
  channel text not null,
  rule text not null,
  until timestamptz not null,
  created_at timestamptz not null,
  settled_at timestamptz,
  outcome text check (outcome in ('sent', 'denied', 'dropped')),
  version integer not null,
  -- It ends with what became of it.
  check ((settled_at is null) = (outcome is null)),
  primary key (workspace_id, id),
  foreign key (workspace_id, person_id) references persons,
  foreign key (workspace_id, promise_id) references promises
);
call app.wall('held_words');
create index held_words_due on held_words (workspace_id, until) where settled_at is null;
create index held_words_promise on held_words (workspace_id, promise_id);

-- Workspaces in which a word has waited long enough, each at its own clock.
create function jobs.workspaces_with_held_words(real_now timestamptz) returns table (workspace_id uuid, clock_ahead_seconds bigint)
  language sql stable security definer set search_path = public, pg_temp
  as $$
    select w.workspace_id, w.clock_ahead_seconds from workspaces w
    where exists (
      select from held_words h
      where h.workspace_id = w.workspace_id and h.settled_at is null
        and h.until <= real_now + make_interval(secs => w.clock_ahead_seconds))
    order by w.workspace_id
  $$;
