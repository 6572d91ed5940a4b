-- Putting something right for a person; what they say of it and what we know stand beside each other, neither over the other.
create table recovery_cases (
  workspace_id uuid not null references workspaces,
  id uuid not null,
  person_id uuid not null,
  conversation_id uuid,
  site_id uuid not null,
  opened_at timestamptz not null,
  opened_by uuid not null,
  -- Each step that was taken, with when and by whom.
  steps jsonb not null,
  -- The promise to check back with them.
  check_back_id uuid,
  closed_at timestamptz,
  version integer not null,
  primary key (workspace_id, id),
  check (closed_at is null or check_back_id is not null),
  foreign key (workspace_id, person_id) references persons,
  foreign key (workspace_id, conversation_id) references conversations,
  foreign key (workspace_id, site_id) references sites,
  foreign key (workspace_id, opened_by) references members,
  foreign key (workspace_id, check_back_id) references promises
);
call app.wall('recovery_cases');
revoke delete on recovery_cases from servus_app;
create index recovery_cases_listed on recovery_cases (workspace_id, opened_at desc, id desc);
create index recovery_cases_person on recovery_cases (workspace_id, person_id, opened_at desc);

create table recovery_words (
  workspace_id uuid not null references workspaces,
  id uuid not null,
  case_id uuid not null,
  side text not null check (side in ('theirs', 'known')),
  text text not null check (length(text) between 1 and 4000),
  said_by uuid not null,
  at timestamptz not null,
  primary key (workspace_id, id),
  foreign key (workspace_id, case_id) references recovery_cases,
  foreign key (workspace_id, said_by) references members
);
call app.wall('recovery_words');
revoke update, delete on recovery_words from servus_app;
create index recovery_words_case on recovery_words (workspace_id, case_id, at, id);

-- Rules of the house, and when one of them kept somebody from helping.
create table house_rules (
  workspace_id uuid not null references workspaces,
  id uuid not null,
  name text not null check (length(name) between 1 and 200),
  owner_id uuid not null,
  retired_at timestamptz,
  created_at timestamptz not null,
  version integer not null,
  primary key (workspace_id, id),
  foreign key (workspace_id, owner_id) references members
);
call app.wall('house_rules');
revoke delete on house_rules from servus_app;
create unique index house_rules_name on house_rules (workspace_id, lower(name)) where retired_at is null;

create table frictions (
  workspace_id uuid not null references workspaces,
  id uuid not null,
  rule_id uuid not null,
  person_id uuid,
  conversation_id uuid,
  site_id uuid not null,
  words text check (length(words) between 1 and 2000),
  by uuid not null,
  at timestamptz not null,
  answer text check (answer in ('kept', 'changed', 'exception')),
  answer_words text check (length(answer_words) between 1 and 2000),
  answered_by uuid,
  answered_at timestamptz,
  version integer not null,
  primary key (workspace_id, id),
  check ((answer is null) = (answered_at is null) and (answer is null) = (answer_words is null)
    and (answer is null) = (answered_by is null)),
  foreign key (workspace_id, rule_id) references house_rules,
  foreign key (workspace_id, person_id) references persons,
  foreign key (workspace_id, conversation_id) references conversations,
  foreign key (workspace_id, site_id) references sites,
  foreign key (workspace_id, by) references members,
  foreign key (workspace_id, answered_by) references members
);
call app.wall('frictions');
revoke delete on frictions from servus_app;
create index frictions_listed on frictions (workspace_id, at desc, id desc);
create index frictions_rule on frictions (workspace_id, rule_id);
