import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { inject } from 'vitest'
import type { TestProject } from 'vitest/node'
import { readConfig } from '../../../src/server/config.ts'
import { start } from '../../../src/server/start.ts'
import { makePlace, removePlace, sweepPlaces } from '../../../src/server/world/places.ts'

declare module 'vitest' {
  interface ProvidedContext {
    ground: string
    demo: { dataDir: string; cookies: readonly { name: string; value: string }[] }
  }
}

/**
 * Builds the web app as it stands, and makes one database for a run of the journeys: migrated, and once more with the demo opened. Each
 * journey begins with a copy of either.
 */
export async function setup(project: TestProject) {
  await sweepPlaces()
  // Else a journey that runs `npm start` would build it under those that use it.
  const { buildWeb } = await import(
    pathToFileURL(join(import.meta.dirname, '../../../scripts/prepare.mjs')).href
  )
  buildWeb()
  const place = makePlace('ground')
  const ground = join(place, 'data')
  await (await start(carelessly(ground), () => {})).stop()
  project.provide('ground', ground)
  const demo = join(place, 'demo')
  spawnSync('cp', ['-a', ground, demo])
  project.provide('demo', { dataDir: demo, cookies: await openDemo(demo) })
  return () => {
    removePlace(place)
  }
}

/** Opens the demo in a folder as a newcomer does; gives the cookies of Ana, who sits at its service desk. */
async function openDemo(dataDir: string) {
  const { url, services, stop } = await start(carelessly(dataDir), () => {})
  const reply = await fetch(`${url}/api/demo`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: url },
    body: JSON.stringify({ token: services.setupToken, timeZone: 'Europe/Berlin', language: 'en' }),
  })
  if (!reply.ok) throw new Error(`the demo did not open: ${await reply.text()}`)
  const cookies = reply.headers.getSetCookie().map((cookie) => {
    const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? []
    return { name, value }
  })
  await stop()
  return cookies
}

/** A folder with a database as it stands right after the first start, or after the demo was opened. */
export function makeGround(name: string, from: 'ground' | 'demo' = 'ground'): string {
  const dataDir = makePlace(name)
  spawnSync('cp', ['-a', `${from === 'demo' ? inject('demo').dataDir : inject('ground')}/.`, dataDir])
  return dataDir
}

/** How a journey runs Servus: on a free port, without waiting for the disk. */
export function carelessly(dataDir: string) {
  return { ...readConfig({ DATA_DIR: dataDir, PORT: '0', LOG_LEVEL: 'warn' }, []), careless: true }
}
