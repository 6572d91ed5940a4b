import { randomUUID } from 'node:crypto'
import { Client } from 'pg'
import { cloneDatabase, patientlyInUse } from '../../world/cluster.ts'
import { ownCluster } from '../../world/own-cluster.ts'
import { insertRow, WORKSPACE } from './rows.ts'

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
  const cluster = ownCluster()
  const urls = await cloneDatabase(cluster.ownerUrl, cluster.appUrl, full)
  const owner = await connected(urls.ownerUrl)
  return {
    ...urls,
    owner,
    drop: async () => {
      await owner.end()
      const admin = await connected(Object.assign(new URL(urls.ownerUrl), { pathname: '/postgres' }).href)
      await patientlyInUse(() => admin.query(`drop database ${full} with (force)`))
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
  const [workspaceId, siteId, memberId] = [randomUUID(), randomUUID(), randomUUID()]
  const workspace_id = `'${workspaceId}'`
  await insertRow(owner, 'public.workspaces', { workspace_id, ...WORKSPACE })
  await insertRow(owner, 'public.sites', { workspace_id, id: `'${siteId}'`, time_zone: `'Europe/Berlin'` })
  const member = { id: `'${memberId}'`, site_id: `'${siteId}'`, role: `'owner'`, job: `'manager'` }
  await insertRow(owner, 'public.members', { workspace_id, ...member })
  return { workspaceId, siteId, memberId }
}
