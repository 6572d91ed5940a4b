-- Authority to act: what somebody may decide by themselves, what is given to people, and what made it necessary.

-- A turn for each act that counts against a limit: of two at once one looks again, so that what was left is never spent twice.
alter table workspaces add column goodwill_turn bigint not null default 0;

-- Never edited: another one takes its place. Amounts are minor units of the currency, or a count where there is none.
create table authority_limits (
  workspace_id uuid not null references workspaces,
  id uuid not null,
  role text check (role in ('owner', 'manager', 'member')),
  member_id uuid,
  -- Null: every kind that is paid.
  kind text check (kind in ('refund', 'discount', 'free_work', 'voucher', 'replacement', 'loaner', 'apology', 'time')),
  site_id uuid,
  currency text check (currency ~ '^[A-Z]{3}$'),
  per_case bigint check (per_case >= 0),
  per_customer bigint check (per_customer >= 0),
  per_member bigint check (per_member >= 0),
  period text not null check (period in ('day', 'week', 'month', 'year')),
  valid_from timestamptz not null,
  ended_at timestamptz,
  granted_by uuid not null,
  ended_by uuid,
  reason text not null check (length(reason) between 1 and 500),
  primary key (workspace_id, id),
  check ((role is null) <> (member_id is null)),
  check (coalesce(per_case, per_customer, per_member) is not null),
  check ((ended_at is null) = (ended_by is null)),
  foreign key (workspace_id, member_id) references members,
  foreign key (workspace_id, site_id) references sites,
  foreign key (workspace_id, granted_by) references members,
  foreign key (workspace_id, ended_by) references members
);
call app.wall('authority_limits');
revoke delete on authority_limits from servus_app;
create index authority_limits_active on authority_limits (workspace_id) where ended_at is null;
create index authority_limits_listed on authority_limits (workspace_id, valid_from desc, id desc);

-- What made gestures necessary, as colleagues name it.
create table causes (
  workspace_id uuid not null references workspaces,
  id uuid not null,
  name text not null check (length(name) between 1 and 120),
  opened_at timestamptz,
  owner_id uuid,
  mended_at timestamptz,
  fix text check (length(fix) > 0),
  version integer not null,
  primary key (workspace_id, id),
  foreign key (workspace_id, owner_id) references members
);
call app.wall('causes');
create unique index causes_name on causes (workspace_id, lower(name));

-- What was given to a person. There is no column for a rating, a referral or a purchase it could hang on, and none for whose fault it was.
create table gestures (
  workspace_id uuid not null references workspaces,
  id uuid not null,
  person_id uuid not null,
  conversation_id uuid,
  site_id uuid not null,
  kind text not null check (kind in ('refund', 'discount', 'free_work', 'voucher', 'replacement', 'loaner', 'apology', 'time')),
  minor bigint check (minor > 0),
  currency text check (currency ~ '^[A-Z]{3}$'),
  why text not null check (length(why) between 1 and 500),
  evidence text not null check (evidence in ('none', 'receipt', 'record', 'seen')),
  cause_id uuid,
  made_by uuid not null,
  made_at timestamptz not null,
  given_at timestamptz,
  given_by text check (given_by in ('own', 'granted', 'emergency')),
  -- Against whose limits it counts.
  limit_of uuid,
  reversed_at timestamptz,
  reversed_why text check (length(reversed_why) > 0),
  version integer not null,
  primary key (workspace_id, id),
  check ((minor is null) = (currency is null)),
  check ((kind in ('loaner', 'apology', 'time')) = (minor is null)),
  check ((given_at is null) = (given_by is null) and (given_at is null) = (limit_of is null)),
  check (reversed_at is null or given_at is not null),
  check ((reversed_at is null) = (reversed_why is null)),
  foreign key (workspace_id, person_id) references persons,
  foreign key (workspace_id, conversation_id) references conversations,
  foreign key (workspace_id, site_id) references sites,
  foreign key (workspace_id, cause_id) references causes,
  foreign key (workspace_id, made_by) references members,
  foreign key (workspace_id, limit_of) references members
);
call app.wall('gestures');
revoke delete on gestures from servus_app;
create index gestures_person on gestures (workspace_id, person_id, made_at desc, id desc);
create index gestures_conversation on gestures (workspace_id, conversation_id) where conversation_id is not null;
create index gestures_limit on gestures (workspace_id, limit_of, given_at) where given_at is not null and reversed_at is null;
