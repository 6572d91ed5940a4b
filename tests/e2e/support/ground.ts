import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { inject } from 'vitest'
import type { TestProject } from 'vitest/node'
import { readConfig } from '../../../src/server/config.ts'
import { start } from '../../../src/server/start.ts'
import { makePlace, removePlace, sweepPlaces } from '../../../src/server/world/places.ts'

declare module 'vitest' {
  interface ProvidedContext {
    ground: string
  }
}

/** Makes and migrates one database for a run of the journeys; each journey begins with a copy of it. */
export async function setup(project: TestProject) {
  await sweepPlaces()
  const place = makePlace('ground')
  const ground = join(place, 'data')
  await (await start(carelessly(ground), () => {})).stop()
  project.provide('ground', ground)
  return () => {
    removePlace(place)
  }
}

/** A folder with a database as it stands right after the first start. */
export function makeGround(name: string): string {
  const dataDir = makePlace(name)
  spawnSync('cp', ['-a', `${inject('ground')}/.`, dataDir])
  return dataDir
}

/** How a journey runs Servus: on a free port, without waiting for the disk. */
export function carelessly(dataDir: string) {
  return { ...readConfig({ DATA_DIR: dataDir, PORT: '0', LOG_LEVEL: 'warn' }, []), careless: true }
}
