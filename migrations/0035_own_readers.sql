-- A reader of events waits for the oldest transaction still running in this database. The snapshot names those of the whole server:
-- who is known to write in another database of it is not waited for. One that is not yet, or no longer, among the locks counts as ours.
create function app.settled_below() returns bigint language sql stable set search_path = pg_catalog, pg_temp as $$
  select coalesce(min(running.tx), pg_snapshot_xmax(pg_current_snapshot()))::text::bigint
  from pg_snapshot_xip(pg_current_snapshot()) as running(tx)
  where not exists (
    select from pg_locks held
    join pg_stat_activity who on who.pid = held.pid
    where held.locktype = 'transactionid' and held.granted and held.mode = 'ExclusiveLock'
      and held.transactionid = running.tx::xid and who.datname <> current_database())
$$;

create or replace function jobs.events_after(after_tx bigint, after_id uuid, up_to integer) returns setof events
  language sql stable security definer set search_path = public, pg_temp
  as $$
    select * from events
    where (tx, id) > (after_tx, after_id) and tx < (select app.settled_below())
    order by tx, id limit up_to
  $$;
