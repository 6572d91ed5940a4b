import { Writable } from 'node:stream'
import { type Clone, insertWorkspace, ownClone } from './db/testing/clone.ts'
import { openLog, shownError } from './log.ts'

let clone: Clone
beforeAll(async () => {
  clone = await ownClone('words')
})
afterAll(async () => {
  await clone.drop()
})

async function errorOf(statement: string, values: unknown[] = []): Promise<unknown> {
  return await clone.owner.query(statement, values).then(
    () => null,
    (e: unknown) => e,
  )
}

describe('a line of the log about an error', () => {
  it('holds the code and the place, and nothing the database quotes', async () => {
    const { workspaceId, siteId } = await insertWorkspace(clone.owner)
    const errors = [
      await errorOf('select $1::text::uuid', ['Marta Okafor']),
      await errorOf(
        `insert into teams (workspace_id, id, name, created_at, version) values ($1, $2, repeat('Marta Okafor', 30), now(), 1)`,
        [workspaceId, siteId],
      ),
      await errorOf(`insert into auth."user" values ('1', 'Marta Okafor', 'marta@example.com', true, null, now(), now()),
        ('2', 'Marta Okafor', 'marta@example.com', true, null, now(), now())`),
      await errorOf(`insert into sites select * from sites where id = $1`, [siteId]),
    ]
    expect(errors.map((e) => (shownError(e) as { code: string }).code)).toEqual([
      '22P02',
      '23514',
      '23505',
      '23505',
    ])
    expect(shownError(errors[1])).toMatchObject({ table: 'teams', constraint: 'teams_name_check' })
    for (const e of errors) expect(JSON.stringify(shownError(e))).not.toMatch(/Marta|marta@/)
  })

  it('holds no piece of an input that could not be read', () => {
    const parse = (text: string) => {
      try {
        return JSON.parse(text)
      } catch (e) {
        return e
      }
    }
    expect(JSON.stringify(shownError(parse('{"name": Marta Okafor}')))).not.toMatch(/Marta/)
    expect(shownError('Marta Okafor')).toEqual({ type: 'string' })
    expect(JSON.stringify(shownError(new Error('it failed', { cause: parse('Marta') })))).not.toMatch(/Marta/)
  })

  it('is one JSON object, with our own lines', () => {
    let said = ''
    const to = new Writable({
      write(text, _, done) {
        said += text
        done()
      },
    })
    openLog('/nowhere', 'info', to).error({ err: new Error('it failed'), promiseId: 'p1' }, 'a tick failed')
    expect(JSON.parse(said)).toMatchObject({
      msg: 'a tick failed',
      promiseId: 'p1',
      err: { type: 'Error', message: 'it failed' },
    })
    expect(said).toContain('log.test.ts')
  })
})
