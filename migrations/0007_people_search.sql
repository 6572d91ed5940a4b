-- People are found by the ends of a plate or VIN and by what their things are called: keys of what was noted before that. The rule
-- is src/domain/people/search-keys.ts; whatever this reads less well is keyed anew when the person is next changed.

insert into person_keys (workspace_id, key, person_id)
  with held as (
    select h.workspace_id, h.person_id, t.plate, t.vin,
      regexp_replace(normalize(lower(t.name), nfd), '[\u0300-\u036f]', '', 'g') as name
    from thing_holders h join things t on t.workspace_id = h.workspace_id and t.id = h.thing_id
  ), words as (
    select workspace_id, person_id,
      (array_remove(regexp_split_to_array(name, '[[:space:][:punct:]]+'), ''))[1:12] as said
    from held
    union all
    -- A plate in its groups: what stands apart, and letters apart from digits.
    select workspace_id, person_id, array_remove(regexp_split_to_array(
      regexp_replace(regexp_replace(lower(plate), '([0-9])([^0-9])', '\1 \2', 'g'), '([^0-9])([0-9])', '\1 \2', 'g'),
      '[[:space:][:punct:]]+'), '')
    from held where plate is not null
    union all
    select workspace_id, person_id, array[right(lower(vin), ends)]
    from held, unnest(array[6, 7]) ends where vin is not null
  ), keys as (
    select workspace_id, person_id, array_to_string(said[n:], '') as key
    from words, generate_subscripts(said, 1) n
  )
  select distinct workspace_id, left(k, 100), person_id
  from keys, unnest(array[key, ltrim(key, '0')]) k
  where k <> ''
  on conflict do nothing;
