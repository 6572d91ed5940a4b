-- Mailboxes that are signed in at their provider (OAuth 2.0) and have no password here.

-- The app a workspace registered at a provider. `secret`: sealed; null for an app without one. `problem`: what the provider has
-- against the app, as it was last said; null while there is nothing.
create table mail_apps (
  workspace_id uuid not null references workspaces,
  provider text not null check (provider in ('google', 'microsoft', 'other')),
  client_id text not null check (length(client_id) between 1 and 500),
  secret bytea,
  authorize_url text not null,
  token_url text not null,
  revoke_url text,
  scopes text not null,
  problem text,
  version integer not null,
  primary key (workspace_id, provider)
);
call app.wall('mail_apps');

-- Where a mailbox is signed in (null: name and password), and whose account signs in where that is not its own.
alter table mailboxes
  add column provider text check (provider in ('google', 'microsoft', 'other')),
  add column sign_in_as text,
  drop constraint mailboxes_state_check,
  add constraint mailboxes_state_check
    check (state in ('off', 'connecting', 'ready', 'waiting_retry', 'refused', 'sign_in'));

-- What a provider gave us for a mailbox. Tokens are sealed. `bound`: the app and the servers it was given for; it is handed to no
-- other. `generation` counts its tokens; until `claimed_until` somebody renews them. All moments are real time.
create table mail_grants (
  workspace_id uuid not null references workspaces,
  mailbox_id uuid not null,
  provider text not null check (provider in ('google', 'microsoft', 'other')),
  account text,
  bound jsonb not null,
  refresh_token bytea not null,
  access_token bytea,
  access_until timestamptz,
  generation integer not null default 1,
  claimed_until timestamptz,
  attempts integer not null default 0,
  retry_at timestamptz,
  problem text,
  ended_at timestamptz,
  -- When it is to be given back, because its mailbox is signed in otherwise or is no more; null while it is wanted.
  leaves_at timestamptz,
  primary key (workspace_id, mailbox_id),
  foreign key (workspace_id, mailbox_id) references mailboxes
);
call app.wall('mail_grants');
create index mail_grants_leaving on mail_grants (leaves_at) where leaves_at is not null;

-- Somebody on their way to a provider and back. Used once, soon over. `until`: real time.
create table mail_sign_ins (
  workspace_id uuid not null references workspaces,
  state_hash text not null,
  session_hash text not null,
  member_id uuid not null,
  mailbox_id uuid not null,
  provider text not null check (provider in ('google', 'microsoft', 'other')),
  verifier bytea not null,
  nonce text not null,
  redirect_uri text not null,
  bound jsonb not null,
  until timestamptz not null,
  primary key (workspace_id, state_hash),
  foreign key (workspace_id, mailbox_id) references mailboxes,
  foreign key (workspace_id, member_id) references members
);
call app.wall('mail_sign_ins');

-- Workspaces in which something is to be given back to a provider.
create function jobs.workspaces_with_grants_leaving(real_now timestamptz)
  returns table (workspace_id uuid, clock_ahead_seconds bigint)
  language sql stable security definer set search_path = public, pg_temp
  as $$
    select w.workspace_id, w.clock_ahead_seconds from workspaces w
    where exists (select from mail_grants g where g.workspace_id = w.workspace_id and g.leaves_at <= real_now)
  $$;
