-- Accounts: places, teams, the people who serve; sign-in lives in schema auth (better-auth's tables).

create table auth."user" (
  id text primary key,
  name text not null,
  email text not null unique,
  "emailVerified" boolean not null,
  image text,
  "createdAt" timestamptz not null,
  "updatedAt" timestamptz not null
);
create table auth.session (
  id text primary key,
  "expiresAt" timestamptz not null,
  token text not null unique,
  "createdAt" timestamptz not null,
  "updatedAt" timestamptz not null,
  "ipAddress" text,
  "userAgent" text,
  "userId" text not null references auth."user" (id) on delete cascade
);
create index session_of_user on auth.session ("userId");
create table auth.account (
  id text primary key,
  "accountId" text not null,
  "providerId" text not null,
  "userId" text not null references auth."user" (id) on delete cascade,
  "accessToken" text,
  "refreshToken" text,
  "idToken" text,
  "accessTokenExpiresAt" timestamptz,
  "refreshTokenExpiresAt" timestamptz,
  scope text,
  password text,
  "createdAt" timestamptz not null,
  "updatedAt" timestamptz not null
);
create index account_of_user on auth.account ("userId");
create table auth.verification (
  id text primary key,
  identifier text not null,
  value text not null,
  "expiresAt" timestamptz not null,
  "createdAt" timestamptz not null,
  "updatedAt" timestamptz not null
);
create index verification_identifier on auth.verification (identifier);
create table auth."rateLimit" (
  id text primary key,
  key text not null unique,
  count integer not null,
  "lastRequest" bigint not null
);

create table sites (
  workspace_id uuid not null references workspaces,
  id uuid not null,
  name text not null check (length(name) between 1 and 200),
  time_zone text not null,
  opening_hours jsonb not null,
  holidays jsonb not null,
  telephone text,
  greet_within_minutes integer not null check (greet_within_minutes between 1 and 120),
  created_at timestamptz not null,
  version integer not null,
  primary key (workspace_id, id)
);
call app.wall('sites');

create table members (
  workspace_id uuid not null references workspaces,
  id uuid not null,
  user_id text not null,
  name text not null check (length(name) between 1 and 200),
  email text not null,
  role text not null check (role in ('owner', 'manager', 'member', 'read_only')),
  job text not null check (job in ('receptionist', 'service_advisor', 'technician', 'attendant', 'manager')),
  site_id uuid not null,
  ends_at timestamptz,
  preferences jsonb not null,
  created_at timestamptz not null,
  version integer not null,
  primary key (workspace_id, id),
  unique (workspace_id, user_id),
  foreign key (workspace_id, site_id) references sites
);
call app.wall('members');
create index members_user on members (user_id);

create table teams (
  workspace_id uuid not null references workspaces,
  id uuid not null,
  name text not null check (length(name) between 1 and 200),
  created_at timestamptz not null,
  archived_at timestamptz,
  version integer not null,
  primary key (workspace_id, id)
);
call app.wall('teams');

create table team_members (
  workspace_id uuid not null references workspaces,
  team_id uuid not null,
  member_id uuid not null,
  primary key (workspace_id, team_id, member_id),
  foreign key (workspace_id, team_id) references teams,
  foreign key (workspace_id, member_id) references members
);
call app.wall('team_members');

create table invitations (
  workspace_id uuid not null references workspaces,
  id uuid not null,
  email text not null,
  name text not null,
  role text not null,
  job text not null,
  site_id uuid not null,
  ends_at timestamptz,
  token_hash text not null,
  invited_by uuid not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  accepted_at timestamptz,
  revoked_at timestamptz,
  version integer not null,
  primary key (workspace_id, id),
  foreign key (workspace_id, site_id) references sites,
  foreign key (workspace_id, invited_by) references members
);
call app.wall('invitations');

-- Which workspaces may a signed-in user enter: asked before a workspace is known, so it looks over the wall.
create function auth.memberships(of_user text)
  returns table (workspace_id uuid, member_id uuid, workspace_name text)
  language sql stable security definer set search_path = public, pg_temp
  as $$
    select m.workspace_id, m.id, w.name from members m join workspaces w using (workspace_id)
    where m.user_id = of_user order by m.created_at
  $$;

-- Is a workspace of somebody’s own set up here yet? The first-run page asks; a demo does not count.
create function auth.is_set_up() returns boolean language sql stable security definer set search_path = public, pg_temp
  as $$ select exists (select from workspaces where not is_demo) $$;
