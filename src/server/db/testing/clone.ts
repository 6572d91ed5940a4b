import { Client } from 'pg'
import { inject } from 'vitest'
import { cloneDatabase } from '../../world/cluster.ts'

/** A clone of the migrated database for one test file, with a connection of its owner. */
export type Clone = {
  readonly ownerUrl: string
  readonly appUrl: string
  readonly owner: Client
  readonly drop: () => Promise<void>
}

/** Clones the migrated database under a name of its own. */
export async function ownClone(name: string): Promise<Clone> {
  const full = `${name}_${process.pid}`
  const urls = await cloneDatabase(inject('ownerUrl'), inject('appUrl'), full)
  const owner = await connected(urls.ownerUrl)
  return {
    ...urls,
    owner,
    drop: async () => {
      await owner.end()
      const admin = await connected(Object.assign(new URL(urls.ownerUrl), { pathname: '/postgres' }).href)
      await admin.query(`drop database ${full} with (force)`)
      await admin.end()
    },
  }
}

/** A connection to an address, in UTC; one that dies fails the query that waits for it. */
export async function connected(url: string): Promise<Client> {
  const client = new Client({ connectionString: url, options: '-c timezone=UTC' })
  client.on('error', () => {})
  await client.connect()
  return client
}

/** A workspace with a site and a member, by SQL. Gives the ids. */
export async function insertWorkspace(owner: Client) {
  const { rows } = await owner.query<{ workspaceId: string; siteId: string; memberId: string }>(
    `with w as (insert into workspaces values (gen_random_uuid(), 'Nordlicht', 'customer', 'en', false, 0, now(), 1) returning workspace_id),
      s as (insert into sites select workspace_id, gen_random_uuid(), 'Main', 'Europe/Berlin', '{}', '[]', null, 3, now(), 1 from w returning *),
      m as (insert into members select workspace_id, gen_random_uuid(), gen_random_uuid()::text, 'Olga', 'o@example.com', 'owner', 'manager',
        id, null, '{}', now(), 1 from s returning *)
    select m.workspace_id as "workspaceId", site_id as "siteId", id as "memberId" from m`,
  )
  return rows[0]!
}
