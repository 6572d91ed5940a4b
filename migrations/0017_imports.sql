-- What was brought along from before: people by CSV, mail by mbox or from IMAP folders. Each import knows how far it came, what it
-- could not take and why, and what it made, so that it goes on after a crash and can be taken back as a whole.

create table imports (
  workspace_id uuid not null references workspaces,
  id uuid not null,
  kind text not null check (kind in ('people', 'mbox', 'folder')),
  -- What the file is called, or whose folders they are.
  name text not null check (length(name) between 1 and 300),
  state text not null check (state in
    ('uploading', 'ready', 'checking', 'checked', 'running', 'paused', 'done', 'failed', 'undoing', 'undone')),
  asked_by uuid not null,
  -- Bytes of the file, and how many of them are here.
  size bigint not null,
  received bigint not null,
  settings jsonb not null,
  -- The password of a mail server asked just for this, sealed; gone when it is done.
  secret bytea,
  position jsonb not null,
  -- Lines or mails there are; null where that is known only at the end.
  total integer,
  made integer not null,
  same integer not null,
  left_out integer not null,
  failed integer not null,
  -- How many entries its ledger (import_made) has had.
  ledger integer not null,
  problem jsonb,
  attempts integer not null,
  claimed_until timestamptz,
  -- When the file goes, real time; null once it is gone.
  file_until timestamptz,
  created_at timestamptz not null,
  finished_at timestamptz,
  version integer not null,
  primary key (workspace_id, id),
  foreign key (workspace_id, asked_by) references members
);
call app.wall('imports');
create index imports_list on imports (workspace_id, created_at desc, id desc);

-- Lines that could not be taken, with the reason, and lines that say whom we know already, with what is to become of them.
create table import_lines (
  workspace_id uuid not null references workspaces,
  import_id uuid not null,
  line integer not null,
  kind text not null check (kind in ('failed', 'twin')),
  reason text not null,
  field text,
  name text not null,
  person_id uuid,
  same_line integer,
  choice text check (choice in ('same', 'new', 'leave')),
  -- As it stood in the file.
  cells jsonb,
  primary key (workspace_id, import_id, line, kind),
  foreign key (workspace_id, import_id) references imports on delete cascade
);
call app.wall('import_lines');
create index import_lines_list on import_lines (workspace_id, import_id, kind, line);

-- What an import made or added, in order; what is left here after it was taken back stayed, with why.
create table import_made (
  workspace_id uuid not null references workspaces,
  import_id uuid not null,
  nth integer not null,
  kind text not null,
  id uuid not null,
  -- The person or conversation it was added to.
  about uuid,
  data jsonb,
  stays text,
  primary key (workspace_id, import_id, nth),
  foreign key (workspace_id, import_id) references imports on delete cascade
);
call app.wall('import_made');
create index import_made_id on import_made (workspace_id, id);

-- By what a line of a file is known again: their own number over there, or the line itself.
create table import_keys (
  workspace_id uuid not null references workspaces,
  key text not null check (length(key) <= 300),
  person_id uuid not null,
  import_id uuid not null,
  primary key (workspace_id, key),
  foreign key (workspace_id, person_id) references persons,
  foreign key (workspace_id, import_id) references imports
);
call app.wall('import_keys');
create index import_keys_person on import_keys (workspace_id, person_id);

-- A mail without a Message-ID is known again by its moment and its words.
create index messages_unnamed on messages (workspace_id, at) where mail_id is null and channel = 'email';

-- A person taken back is looked for among those who wrote.
create index messages_person on messages (workspace_id, person_id) where person_id is not null;

-- Workspaces in which an import waits for somebody to go on with it, or a file has had its time.
create function jobs.workspaces_with_imports(real_now timestamptz) returns table (workspace_id uuid)
  language sql stable security definer set search_path = public, pg_temp
  as $$
    select distinct workspace_id from imports
      where (state in ('checking', 'running', 'undoing') and coalesce(claimed_until, '-infinity') <= real_now)
        or (file_until <= real_now and state not in ('checking', 'running', 'undoing'))
  $$;
