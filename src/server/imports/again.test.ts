import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { sql } from 'kysely'
import * as accounts from '../../contract/accounts.ts'
import * as contract from '../../contract/imports.ts'
import { bringFile } from '../operate/bring-file.ts'
import { bring, check, start, undo } from '../world/bring.ts'
import { makePlace, removePlace } from '../world/places.ts'
import { makeWorld, type World } from '../world/world.ts'

async function people(world: World): Promise<unknown> {
  return await world.services.db.read(world.workspaceId, async (db) => {
    const { rows } = await sql`
      select p.name, p.good_to_know, p.languages, array(select value from handles h where h.person_id = p.id order by value) as handles,
        array(select plate from thing_holders o join things t on t.id = o.thing_id where o.person_id = p.id order by plate) as plates,
        array(select g.name from household_members m join households g on g.id = m.household_id where m.person_id = p.id) as households,
        array(select key from person_keys k where k.person_id = p.id order by key) as keys
      from persons p order by p.id`.execute(db)
    return rows
  })
}

const few = (...words: string[]) => fc.constantFrom('', ...words)
const line = fc
  .tuple(
    few('Marta Okafor', 'Okafor Marta', 'Paul Huber', 'Lena Huber'),
    few('a@x.example', 'b@x.example', 'a@x.example; c@x.example'),
    few('030 1234567', '+49 30 1234567'),
    few('B-MO 218', 'B MO 219'),
    few('Familie Huber'),
    few('Tee', 'Kaffee'),
    few('1', '2', '3'),
  )
  .map((cells) => cells.join('|'))
const HEAD = 'Name|Email|Telefon|Kennzeichen|Haushalt|Notizen|ID'

describe('any file of people', () => {
  it('comes to the same brought once or twice, and taken back leaves what was before', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(line, { minLength: 1, maxLength: 12 }),
        fc.array(line, { minLength: 1, maxLength: 12 }),
        async (known, lines) => {
          const world = await makeWorld()
          await bring(world, [HEAD, ...known].join('\n'))
          const before = await people(world)
          const first = await bring(world, [HEAD, ...lines].join('\n'))
          const once = await people(world)
          const again = await bring(world, [HEAD, ...lines].join('\n'))
          expect(await people(world)).toEqual(once)
          expect(again.counts.made).toBe(0)
          const { found, made, same, leftOut, failed } = first.counts
          expect(made + same + leftOut + failed).toBe(found)
          for (const one of [again, first])
            if (one.acts.includes('undo'))
              expect(await undo(world, one.id)).toMatchObject({ state: 'undone', stayed: 0 })
          expect(await people(world)).toEqual(before)
        },
      ),
      { numRuns: 25 },
    )
  }, 120_000)

  it('can lie on the server already: the operator lays it ready, an owner starts it', async () => {
    const world = await makeWorld()
    const dir = makePlace('lay')
    const file = join(dir, 'people.csv')
    writeFileSync(file, 'Name;Email\nMarta;marta@posteo.example\n')
    const at = { config: world.services.config, reached: { appUrl: world.services.appUrl } }
    await expect(bringFile(at, { kind: 'people', file: join(dir, 'none'), workspace: null })).rejects.toThrow(
      'no file',
    )
    await expect(bringFile(at, { kind: 'people', file, workspace: 'Elsewhere' })).rejects.toThrow(
      'no workspace “Elsewhere”',
    )
    const { version } = (await world.owner.call(accounts.readSession)).current!.workspace
    const name = `Nordlicht ${world.workspaceId}`
    await world.owner.call(accounts.changeWorkspace, { body: { name, version } })
    expect(await bringFile(at, { kind: 'people', file, workspace: name })).toBe(name)
    const [laid] = (await world.owner.call(contract.listImports, { query: {} })).items
    expect(laid).toMatchObject({ state: 'ready', name: 'people.csv' })
    await check(world, laid!.id)
    expect((await start(world, laid!.id)).counts).toMatchObject({ found: 1, made: 1 })
    removePlace(dir)
  })
})
