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
    ownerUrl: string
    appUrl: string
    dataDir: string
  }
}

/**
 * One cluster for a run (no fsync), migrated once. `TEST_DATABASE_URL` points it to an existing server instead. Each worker
 * clones it under its own name (see world.ts), each test makes a workspace of its own.
 */
export async function setup(project: TestProject) {
  await sweepPlaces()
  const dataDir = makePlace('cluster')
  const databaseUrl = process.env.TEST_DATABASE_URL ?? null
  const config = { ...readConfig({ DATA_DIR: dataDir }, []), databaseUrl, careless: true }
  const connected = await connect(config, TEST_SECRET, () => {})
  // A template must have no connections of its own.
  await connected.db.close()
  project.provide('ownerUrl', connected.ownerUrl)
  project.provide('appUrl', connected.appUrl)
  project.provide('dataDir', dataDir)
  return async () => {
    await connected.stop()
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
