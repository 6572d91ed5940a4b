import { spawnSync } from 'node:child_process'
import { existsSync, lstatSync, mkdirSync, statSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { databaseProcesses, postmasterOf } from '../db/testing/processes.ts'
import { spawnServus } from '../db/testing/spawned.ts'
import { makePlace, removePlace, sweepPlaces } from './places.ts'

const PLACES = join(import.meta.dirname, 'places.ts')
const isRoot = process.getuid?.() === 0

// Of their own: another run on this machine may sweep at any moment.
let within: string
beforeAll(() => {
  within = makePlace('within')
})
afterAll(() => {
  removePlace(within)
})

/** A place whose maker is dead, as after a kill of the tests. */
function placeOfOneKilled(how = 'makePlace'): string {
  const made = `${how}('killed', ${JSON.stringify(within)})`
  const code = `import { ${how} } from ${JSON.stringify(PLACES)}; console.log(${made})`
  return spawnSync(process.execPath, ['--input-type=module', '-e', code], { encoding: 'utf8' }).stdout.trim()
}

describe('the folders of tests', () => {
  it('are gone afterwards, with what a database put elsewhere', () => {
    const elsewhere = makePlace('elsewhere')
    const place = makePlace('place')
    mkdirSync(join(elsewhere, 'data-1-x'))
    mkdirSync(join(place, 'data'))
    symlinkSync(join(elsewhere, 'data-1-x'), join(place, 'data/db'))
    expect(removePlace(place)).toEqual([join(elsewhere, 'data-1-x')])
    expect(existsSync(place)).toBe(false)
    expect(existsSync(join(elsewhere, 'data-1-x'))).toBe(false)
    expect(removePlace(elsewhere)).toEqual([])
  })

  it('can be entered by the database’s own user, so that its files stay in them', () => {
    const place = makePlace('open')
    expect(statSync(place).mode & 0o005).toBe(0o005)
    removePlace(place)
  })

  it.skipIf(!isRoot)(
    'are cleared by the next run after a kill, with the server and the database that lived on',
    async () => {
      const place = placeOfOneKilled('makeClosedPlace')
      const servus = spawnServus({ DATA_DIR: join(place, 'data') })
      await servus.url()
      const elsewhere = servus.said().match(/its files are in (\S+)\./)![1]!
      expect(lstatSync(join(place, 'data/db')).isSymbolicLink()).toBe(true)
      expect(postmasterOf(join(place, 'data'))).not.toBeNull()
      await sweepPlaces([within])
      await servus.ended
      expect(existsSync(place)).toBe(false)
      expect(existsSync(elsewhere)).toBe(false)
      expect(databaseProcesses(elsewhere)).toEqual([])
    },
  )

  it('of a run that still goes on are left alone', async () => {
    const [mine, another] = [makePlace('mine', within), placeOfOneKilled()]
    await sweepPlaces([within])
    expect([existsSync(mine), existsSync(another)]).toEqual([true, false])
    removePlace(mine)
  })
})
