-- Search over what was said, noted and attached. No extension is needed: folding is ours, stems are PostgreSQL's own.
-- The columns of words are generated: whatever writes a message keeps them. Adding them writes the table anew, under its lock,
-- while nobody is served; about half a minute for 100,000 messages, minutes for a million. See docs/decisions/0016-search.md.

-- Lower case, without accents and marks; everything that is neither letter nor digit parts words.
create function app.plain(said text) returns text language sql immutable strict parallel safe as $$
  select regexp_replace(
    translate(replace(replace(lower(regexp_replace(normalize(left(said, 100000), nfd), '[\u0300-\u036f]', '', 'g')),
      'ß', 'ss'), 'æ', 'ae'), 'øđłı', 'odli'),
    '[\u0001-\u002f\u003a-\u0060\u007b-\u00a9\u00ab-\u00b1\u00b4\u00b6-\u00b8\u00bb-\u00bf\u00d7\u00f7\u2000-\u206f\u20a0-\u20cf\u2190-\u2bff\u3000-\u3004\ufe00-\ufe0f\ufeff]+',
    ' ', 'g')
$$;

-- The same, with Mueller and Müller as one.
create function app.folded(said text) returns text language sql immutable strict parallel safe as $$
  select regexp_replace(app.plain(said), '([aou])e', '\1', 'g')
$$;

-- What a text is found by: its words as they stand, and their stems in English and German, which are the languages of the product.
create function app.words(said text) returns tsvector language plpgsql immutable strict parallel safe as $$
declare
  -- Once each: folding takes as long as finding the stems.
  plain text := app.plain(said);
  folded text := regexp_replace(plain, '([aou])e', '\1', 'g');
begin
  return strip(to_tsvector('pg_catalog.simple', folded) || to_tsvector('pg_catalog.german', folded)
    || to_tsvector('pg_catalog.english', plain));
end $$;

-- A key beside the words, so that the index tells workspaces apart; no word has a colon.
create function app.words_mark(workspace uuid) returns text language sql immutable strict parallel safe as $$
  select 'ws:' || right(workspace::text, 12)
$$;

create function app.words_in(workspace uuid, said text) returns tsvector language sql immutable strict parallel safe as $$
  select app.words(said) || array_to_tsvector(array[app.words_mark(workspace)])
$$;

-- One asked word: as it stands, as a beginning, or by its stem. Null where nothing is left of it.
create function app.asked_word(word text, as_beginning boolean) returns tsquery language plpgsql immutable parallel safe as $$
declare
  part text;
  stem text;
  one tsquery;
  whole tsquery;
begin
  for part in select p from regexp_split_to_table(app.folded(word), ' +') p where p <> '' loop
    one := (quote_literal(part) || case when as_beginning and length(part) > 1 then ':*' else '' end)::tsquery;
    stem := (ts_lexize('pg_catalog.german_stem', part))[1];
    if stem is not null then one := one || quote_literal(stem)::tsquery; end if;
    whole := case when whole is null then one else whole && one end;
  end loop;
  part := trim(app.plain(word));
  if part <> '' and position(' ' in part) = 0 then
    stem := (ts_lexize('pg_catalog.english_stem', part))[1];
    if stem is not null then whole := whole || quote_literal(stem)::tsquery; end if;
  end if;
  return whole;
end $$;

-- Every asked word has to be there, the last one as a beginning.
create function app.asked_words(asked text[]) returns tsquery language plpgsql immutable parallel safe as $$
declare
  n integer;
  one tsquery;
  whole tsquery;
begin
  for n in 1 .. coalesce(array_length(asked, 1), 0) loop
    one := app.asked_word(asked[n], n = array_length(asked, 1));
    if one is not null then whole := case when whole is null then one else whole && one end; end if;
  end loop;
  return whole;
end $$;

-- Which of these words would be found by what was asked: they are lit in an excerpt.
create function app.lit(said text[], asked text[]) returns setof text language sql immutable parallel safe as $$
  select distinct s from unnest(said) s, generate_subscripts(asked, 1) n
  where app.words(s) @@ app.asked_word(asked[n], n = array_length(asked, 1))
$$;

alter table messages add column words tsvector not null
  generated always as (app.words_in(workspace_id, coalesce(subject, '') || ' ' || text)) stored;
create index messages_words on messages using gin (words);
create index messages_newest on messages (workspace_id, at desc, id desc);

alter table attachments add column words tsvector not null generated always as (app.words_in(workspace_id, name)) stored;
create index attachments_words on attachments using gin (words);

alter table conversations add column words tsvector not null
  generated always as (app.words_in(workspace_id, subject)) stored;
create index conversations_words on conversations using gin (words);

-- Tags: words the house puts on conversations. A retired one stays where it is and is put on nothing more.
create table tags (
  workspace_id uuid not null references workspaces,
  id uuid not null,
  name text not null check (length(name) between 1 and 40),
  name_key text collate "C" not null generated always as (trim(app.folded(name))) stored,
  colour text not null check (colour in ('stone', 'clay', 'amber', 'moss', 'sea', 'sky', 'plum', 'rose')),
  retired_at timestamptz,
  merged_into uuid,
  created_at timestamptz not null,
  version integer not null,
  primary key (workspace_id, id),
  foreign key (workspace_id, merged_into) references tags
);
call app.wall('tags');
create unique index tags_name on tags (workspace_id, name_key) where merged_into is null;

create table conversation_tags (
  workspace_id uuid not null references workspaces,
  conversation_id uuid not null,
  tag_id uuid not null,
  primary key (workspace_id, conversation_id, tag_id),
  foreign key (workspace_id, conversation_id) references conversations,
  foreign key (workspace_id, tag_id) references tags
);
call app.wall('conversation_tags');
create index conversation_tags_tag on conversation_tags (workspace_id, tag_id, conversation_id);

/*
 * The conversations in which something was said, noted, attached or named as asked, each once at its newest such message, the
 * newest first. Looks over the wall, which forbids the planner to use these indexes, and so checks the workspace itself.
 * `filters`: persons, owners (ids; empty for nobody's), channel, sites, state, since, before, file, tags. `viewer`, `leads`: who looks;
 * the twin of mayRead. What is newest is looked at first; only where that does not fill the page the index is asked.
 */
create function app.search(
  workspace uuid, asked text[], filters jsonb, viewer uuid, leads boolean, now timestamptz,
  after_at timestamptz, after_id uuid, up_to integer)
  returns table (conversation_id uuid, message_id uuid, at timestamptz)
  language plpgsql stable security definer set search_path = public, pg_temp set enable_seqscan = off set jit = off as $$
declare
  near constant integer := 2000;
  few constant integer := 500;
  sought tsquery := app.asked_words(asked);
  since timestamptz := coalesce((filters ->> 'since')::timestamptz, '-infinity');
  before timestamptz := coalesce((filters ->> 'before')::timestamptz, 'infinity');
  is_filtered boolean;
  wanted text := 'c.workspace_id = $1 and c.held_because is null';
  readable text;
  found_in text;
  newest text;
  talk text;
  only_in uuid[];
  seen integer;
  found_at timestamptz[] := '{}';
  found_id uuid[] := '{}';
  found_conversation uuid[] := '{}';
begin
  if workspace is distinct from app.workspace() then raise exception 'another workspace' using errcode = '42501'; end if;
  if array_length(asked, 1) > 0 and sought is null then return; end if;
  if sought is not null then sought := sought && quote_literal(app.words_mark(workspace))::tsquery; end if;

  if filters ? 'persons' then
    wanted := wanted || ' and c.person_id = any (array(select jsonb_array_elements_text($3 -> ''persons'')::uuid))'; end if;
  if filters -> 'owners' = '[]' then wanted := wanted || ' and c.assignee_id is null';
  elsif filters ? 'owners' then
    wanted := wanted || ' and c.assignee_id = any (array(select jsonb_array_elements_text($3 -> ''owners'')::uuid))'; end if;
  if filters ? 'channel' then wanted := wanted || ' and c.channel = $3 ->> ''channel'''; end if;
  if filters ? 'sites' then
    wanted := wanted || ' and c.site_id = any (array(select jsonb_array_elements_text($3 -> ''sites'')::uuid))'; end if;
  if filters ? 'tags' then
    wanted := wanted || ' and (select true from conversation_tags g where g.workspace_id = $1 and g.conversation_id = c.id
      and g.tag_id = any (array(select jsonb_array_elements_text($3 -> ''tags'')::uuid)) limit 1)'; end if;
  wanted := wanted || case filters ->> 'state'
    when 'open' then ' and c.closed_at is null and c.left_at is null and (c.snoozed_until is null or c.snoozed_until <= $6)'
    when 'snoozed' then ' and c.closed_at is null and c.left_at is null and c.snoozed_until > $6'
    when 'closed' then ' and (c.closed_at is not null or c.left_at is not null)'
    else '' end;
  is_filtered := filters ?| array['persons', 'owners', 'channel', 'sites', 'state', 'tags'];
  readable := ' and (not c.sensitive or c.assignee_id = $4 or c.greeted_by = $4 or ($5 and c.assignee_id is null)
    or (select true from messages o where o.workspace_id = $1 and o.conversation_id = c.id and o.member_id = $4 limit 1)
    or (select true from handovers h where h.workspace_id = $1 and h.conversation_id = c.id
      and $4 in (h.to_member_id, h.from_member_id, h.accepted_by) limit 1)
    or (select true from handovers h join team_members t on t.workspace_id = h.workspace_id and t.team_id = h.to_team_id
      where h.workspace_id = $1 and h.conversation_id = c.id and h.accepted_at is null and h.declined_at is null
      and t.member_id = $4 limit 1))';
  -- Said as asked, or with a file named so; not taken back before it left.
  found_in := '(%1$s.words @@ $2 or (select true from attachments a where a.workspace_id = $1 and a.message_id = %1$s.id
      and not a.inline and a.words @@ $2 limit 1))'
    || case when filters ? 'file' then ' and (select true from attachments a where a.workspace_id = $1 and a.message_id = %1$s.id
      and not a.inline limit 1)' else '' end
    || ' and (select true from outbox b where b.workspace_id = $1 and b.message_id = %1$s.id and b.state = ''cancelled'' limit 1)
      is null';
  -- Looked up one by one, so that it stops when the page is full.
  talk := 'select from conversations c where c.id = m.conversation_id and ' || wanted || readable || ' offset 0';
  newest := ' and (select true from messages n where n.workspace_id = $1 and n.conversation_id = m.conversation_id
      and (n.at, n.id) > (m.at, m.id) and n.at < $8 and ' || format(found_in, 'n') || ' limit 1) is null';

  if sought is not null then
    -- What was said last, as far as it goes.
    if not filters ? 'persons' then
      execute 'select array_agg(h.at order by h.at desc, h.id desc), array_agg(h.id order by h.at desc, h.id desc),
          array_agg(h.conversation_id order by h.at desc, h.id desc)
          from (select m.conversation_id, m.id, m.at
            from (select m.id, m.conversation_id, m.at, m.words from messages m
              where m.workspace_id = $1 and (m.at, m.id) < ($9, $10) and m.at < $8 and m.at >= $7
              order by m.at desc, m.id desc limit ' || near || ') m
            cross join lateral (' || talk || ') c
            where ' || format(found_in, 'm') || newest || '
            order by m.at desc, m.id desc limit $11) h'
        into found_at, found_id, found_conversation
        using workspace, sought, filters, viewer, leads, now, since, before,
          coalesce(after_at, 'infinity'), coalesce(after_id, 'ffffffff-ffff-ffff-ffff-ffffffffffff'), up_to;
      if coalesce(cardinality(found_id), 0) < up_to then
        select count(*) into seen from (select from messages m
          where m.workspace_id = workspace and m.at < before and m.at >= since
            and (m.at, m.id) < (coalesce(after_at, 'infinity'), coalesce(after_id, 'ffffffff-ffff-ffff-ffff-ffffffffffff'))
          order by m.at desc, m.id desc limit near) m;
      end if;
    end if;
    if filters ? 'persons' or seen = near then
      if is_filtered then
        execute 'select array(select c.id from conversations c where ' || wanted || ' limit ' || few + 1 || ')'
          into only_in using workspace, sought, filters, viewer, leads, now;
      end if;
      execute 'with said as ('
        || case when is_filtered and cardinality(only_in) <= few then
          'select m.id, m.conversation_id, m.at from messages m where m.workspace_id = $1 and m.conversation_id = any ($12)
            and m.at < $8 and m.at >= $7 and ' || format(found_in, 'm')
          else
          -- `is true`, so that no other index than that of the words is thought of.
          'select m.id, m.conversation_id, m.at from messages m where (m.workspace_id = $1) is true and m.words @@ $2
            and m.at < $8 and m.at >= $7
            union select m.id, m.conversation_id, m.at from (select a.message_id from attachments a
              where (a.workspace_id = $1) is true and a.words @@ $2 and not a.inline offset 0) a
            cross join lateral (select * from messages m where m.workspace_id = $1 and m.id = a.message_id offset 0) m
            where m.at < $8 and m.at >= $7'
          end || ')
          , latest as (select distinct on (m.conversation_id) m.id, m.conversation_id, m.at from said m
            where ' || case when is_filtered and cardinality(only_in) <= few then 'true'
              else replace(format(found_in, 'm'), 'm.words @@ $2', 'true') end || '
            order by m.conversation_id, m.at desc, m.id desc)
          , hit as (select m.* from (select * from latest where (at, id) < ($9, $10) order by at desc, id desc) m
            cross join lateral (' || talk || ') c order by m.at desc, m.id desc limit $11)
          select array_agg(h.at order by h.at desc, h.id desc), array_agg(h.id order by h.at desc, h.id desc),
            array_agg(h.conversation_id order by h.at desc, h.id desc) from hit h'
        into found_at, found_id, found_conversation
        using workspace, sought, filters, viewer, leads, now, since, before,
          coalesce(after_at, 'infinity'), coalesce(after_id, 'ffffffff-ffff-ffff-ffff-ffffffffffff'), up_to, only_in;
    end if;
  end if;

  -- What is only called so, or with no words everything the filters leave; no further than the page reaches.
  return query execute 'select f.conversation_id, f.message_id, f.at from (
      select unnest($12) as conversation_id, unnest($13) as message_id, unnest($14) as at
      union all
      (select c.id, null::uuid, c.last_activity_at from (
        select c.* from conversations c where ' || wanted || readable
      || case when sought is null then '' else ' and c.words @@ $2' end || '
          and (c.last_activity_at, c.id) < ($9, $10) and c.last_activity_at < $8 and c.last_activity_at >= $7
          and (c.last_activity_at, c.id) > ($15, $16)
        order by c.last_activity_at desc, c.id desc) c
      where ' || case when sought is not null then
        '(select true from messages m where m.workspace_id = $1 and m.conversation_id = c.id and m.at < $8 and m.at >= $7 and '
        || format(found_in, 'm') || ' limit 1) is null'
        when filters ? 'file' then '(select true from messages m join attachments a on a.workspace_id = m.workspace_id and a.message_id = m.id
          where m.workspace_id = $1 and m.conversation_id = c.id and not a.inline limit 1)'
        else 'true' end
      || case when sought is not null and filters ? 'file' then ' and false' else '' end || '
      order by c.last_activity_at desc, c.id desc limit $11)) f
    order by f.at desc, coalesce(f.message_id, f.conversation_id) desc limit $11'
    using workspace, sought, filters, viewer, leads, now, since, before,
      coalesce(after_at, 'infinity'), coalesce(after_id, 'ffffffff-ffff-ffff-ffff-ffffffffffff'), up_to,
      found_conversation, found_id, found_at,
      case when cardinality(found_id) = up_to then found_at[up_to] else '-infinity' end,
      coalesce(found_id[up_to], '00000000-0000-0000-0000-000000000000');
end $$;
revoke execute on function app.search from public;
grant execute on function app.search to servus_app;

-- Names are found in spite of one wrong, missing or extra letter, and Mueller as Müller: keys of what was noted before that. The
-- rule is src/domain/people/search-keys.ts.
insert into person_keys (workspace_id, key, person_id)
  with said as (
    select p.workspace_id, p.id, w.plain, regexp_replace(w.plain, '([aou])e', '\1', 'g') as folded
    from persons p, regexp_split_to_table(app.plain(p.name), ' +') w (plain)
  ), keys as (
    select workspace_id, id, folded as key from said where folded <> plain
    union
    select workspace_id, id, '~' || folded from said where length(folded) between 4 and 40
    union
    select workspace_id, id, '~' || left(folded, n - 1) || substr(folded, n + 1)
    from said, generate_series(1, length(folded)) n where length(folded) between 4 and 40
  )
  select workspace_id, left(key, 100), id from keys where key <> ''
  on conflict do nothing;
