import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { Client } from 'pg'
import type { TestProject } from 'vitest/node'
import { readConfig } from '../config.ts'
import { connect } from '../db/connect.ts'
import { secretFrom } from '../secret.ts'
import { makePlace, removePlace, sweepPlaces } from './places.ts'

/** The secret of every test. */
export const TEST_SECRET = secretFrom('7e'.repeat(32))

declare module 'vitest' {
  interface ProvidedContext {
    clusters: readonly { ownerUrl: string; appUrl: string }[]
    dataDir: string
  }
}

/**
 * A cluster for each worker (no fsync but for a bench), migrated once: a transaction of one would hold back what readers of events may see in all
 * databases of its cluster. `TEST_DATABASE_URL` names existing servers instead, parted by a comma. Each test file clones it (see
 * world.ts), each test makes a workspace of its own.
 */
export async function setup(project: TestProject) {
  await sweepPlaces()
  const dataDir = makePlace('cluster')
  // A bench measures what a house has: commits that are on the disk.
  const measures = project.name === 'bench'
  const given = process.env.TEST_DATABASE_URL?.split(',')
  const urls = given ?? Array.from({ length: Number(project.config.maxWorkers) || 1 }, () => null)
  const clusters = await Promise.all(
    urls.map(async (databaseUrl, n) => {
      const own = join(dataDir, `${n}`)
      mkdirSync(own)
      const config = { ...readConfig({ DATA_DIR: own }, []), databaseUrl, careless: !measures }
      const connected = await connect(config, TEST_SECRET, () => {})
      // A template must have no connections of its own.
      await connected.db.close()
      return connected
    }),
  )
  project.provide(
    'clusters',
    clusters.map(({ ownerUrl, appUrl }) => ({ ownerUrl, appUrl })),
  )
  project.provide('dataDir', dataDir)
  return async () => {
    await Promise.all(clusters.map((cluster) => cluster.stop()))
    removePlace(dataDir)
  }
}

/** Clones the migrated database; gives back both addresses of the clone. */
export async function cloneDatabase(ownerUrl: string, appUrl: string, name: string) {
  const maintenance = new URL(ownerUrl)
  maintenance.pathname = '/postgres'
  const client = new Client({ connectionString: maintenance.href })
  await client.connect()
  const template = new URL(ownerUrl).pathname.slice(1)
  try {
    await client.query('select pg_advisory_lock(7367769)')
    await patientlyInUse(() => client.query(`drop database if exists ${name} with (force)`))
    await patientlyInUse(() => client.query(`create database ${name} template ${template}`))
  } finally {
    // Its lock ends with it.
    await client.end()
  }
  const at = (url: string) => Object.assign(new URL(url), { pathname: `/${name}` }).href
  return { ownerUrl: at(ownerUrl), appUrl: at(appUrl) }
}

/** Somebody of the server itself (autovacuum) may look into a database at that moment: tried again a few times. */
export async function patientlyInUse<T>(work: () => Promise<T>): Promise<T> {
  for (let left = 20; ; left--) {
    try {
      return await work()
    } catch (e) {
      const { code } = e as { code?: string }
      if (left === 0 || (code !== '55006' && code !== '42501')) throw e
      await new Promise((done) => setTimeout(done, 250))
    }
  }
}
