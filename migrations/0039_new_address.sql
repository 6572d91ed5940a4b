-- Another address to sign in with: asked for, until it is proven; afterwards the way back for whoever reads the old one.
create table auth.new_address (
  user_id text primary key references auth."user" (id) on delete cascade,
  -- Its links are signed over this: another question makes those of the one before worthless.
  id uuid not null,
  address text not null,
  address_before text not null,
  -- Whether a letter could leave with the proof; else whoever leads hands the link over.
  by_mail boolean not null,
  asked_at timestamptz not null,
  expires_at timestamptz not null,
  proved_at timestamptz
);

-- Whoever serves in several houses has one address in all of them: it looks over the wall.
create function auth.carry_address() returns trigger
  language plpgsql security definer set search_path = public, pg_temp
  as $$
  begin
    update members set email = new.email, version = version + 1 where user_id = new.id;
    return null;
  end $$;
create trigger carry_address after update of email on auth."user"
  for each row when (new.email is distinct from old.email) execute function auth.carry_address();
