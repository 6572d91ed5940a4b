import type { Client } from 'pg'

/** What is wrong with the wall between workspaces, a sentence each; none if it stands. Asked by the doctor and by the tests. */
export async function wallFaults(client: Client): Promise<string[]> {
  const { rows } = await client.query<{ fault: string }>(
    `select format('The table %s has no wall: call app.wall for it in a migration.', c.relname) as fault
       from pg_class c
       where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
         and not exists (select from pg_depend d where d.objid = c.oid and d.deptype = 'e')
         and not (c.relrowsecurity and exists (
           select from pg_policy p where p.polrelid = c.oid and p.polcmd = '*'
             and pg_get_expr(p.polqual, p.polrelid) like '(workspace_id = %app.workspace%'))
     union all
     select format('The table %s has more than one policy: they add up, and the wall is as low as the lowest.', c.relname)
       from pg_class c join pg_policy p on p.polrelid = c.oid
       where c.relnamespace = 'public'::regnamespace group by c.relname having count(*) > 1
     union all
     select 'The role servus_app may look over the wall: ALTER ROLE servus_app NOSUPERUSER NOBYPASSRLS.'
       from pg_roles where rolname = 'servus_app' and (rolsuper or rolbypassrls)
     union all
     select format('The role servus_app owns %s: ALTER … OWNER TO the role of DATABASE_URL.', c.oid::regclass)
       from pg_class c where pg_get_userbyid(c.relowner) = 'servus_app'
     union all
     select format('The role servus_app is a member of %s: REVOKE it.', m.roleid::regrole)
       from pg_auth_members m where m.member = (select oid from pg_roles where rolname = 'servus_app')`,
  )
  return rows.map((r) => r.fault)
}
