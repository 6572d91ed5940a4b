-- Safe accounts: a second step at sign-in, sessions one can see and end, proof before dangerous acts, tokens for programs.

-- Two-step sign-in is the sign-in library's (better-auth, plugin two-factor): secret and recovery codes are encrypted by it.
alter table auth."user" add column "twoFactorEnabled" boolean not null default false;
create table auth."twoFactor" (
  id text primary key,
  "userId" text not null unique references auth."user" (id) on delete cascade,
  secret text not null,
  "backupCodes" text not null,
  verified boolean not null default true,
  "failedVerificationCount" integer not null default 0,
  "lockedUntil" timestamptz
);

-- When whoever sits there last proved who they are, and when the session was last used.
alter table auth.session add column "provedAt" timestamptz, add column "seenAt" timestamptz;

-- A code of an authenticator counts once: what was tried of each user, for as long as it could be tried again.
create table auth.spent_code (
  user_id text not null references auth."user" (id) on delete cascade,
  mark text not null,
  expires_at timestamptz not null,
  primary key (user_id, mark)
);

-- How often something was tried since when: counted before it is looked at, by all processes together.
create table auth.tries (key text primary key, count integer not null, since timestamptz not null);

-- From when on everybody here needs the second step; null: nobody has to.
alter table workspaces add column two_step_from timestamptz;

create table api_tokens (
  workspace_id uuid not null references workspaces,
  id uuid not null,
  member_id uuid not null,
  name text not null check (length(name) between 1 and 100),
  scopes text[] not null check (cardinality(scopes) > 0),
  -- SHA-256 of the whole token; `begins` is what its maker knows it by.
  hash text not null unique,
  begins text not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  revoked_at timestamptz,
  last_used_at timestamptz,
  primary key (workspace_id, id),
  foreign key (workspace_id, member_id) references members
);
call app.wall('api_tokens');
create index api_tokens_listed on api_tokens (workspace_id, id desc);

-- A session that still lives, and the workspaces its user may enter: one row without a workspace if there is none.
create function auth.entry(of_session text, of_user text)
  returns table (proved_at timestamptz, seen_at timestamptz, two_step boolean, workspace_id uuid, member_id uuid, workspace_name text)
  language sql stable security definer set search_path = public, pg_temp
  as $$
    select s."provedAt", s."seenAt", u."twoFactorEnabled", m.workspace_id, m.id, w.name
    from auth.session s
    join auth."user" u on u.id = s."userId"
    left join (members m join workspaces w using (workspace_id)) on m.user_id = u.id
    where s.id = of_session and s."userId" = of_user and s."expiresAt" > now()
    order by m.created_at
  $$;

-- What a program's token opens: asked before a workspace is known, so it looks over the wall.
create function auth.token_entry(of_hash text)
  returns table (workspace_id uuid, id uuid, member_id uuid, scopes text[], expires_at timestamptz, revoked_at timestamptz,
    last_used_at timestamptz, two_step boolean)
  language sql stable security definer set search_path = public, pg_temp
  as $$
    select t.workspace_id, t.id, t.member_id, t.scopes, t.expires_at, t.revoked_at, t.last_used_at, u."twoFactorEnabled"
    from api_tokens t join members m on m.workspace_id = t.workspace_id and m.id = t.member_id
    join auth."user" u on u.id = m.user_id
    where t.hash = of_hash
  $$;
create function auth.token_used(of_hash text, at timestamptz) returns void
  language sql security definer set search_path = public, pg_temp
  as $$ update api_tokens set last_used_at = at where hash = of_hash $$;
