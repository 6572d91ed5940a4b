import { readFileSync, truncateSync, writeFileSync } from 'node:fs'
import { restoreBackup } from './restore.ts'
import { type Carrying, prepareCarrying } from './testing/carrying.ts'
import { fingerprints } from './testing/content.ts'

let c: Carrying

beforeAll(async () => {
  c = await prepareCarrying('refused')
})

afterAll(async () => {
  await c.end()
})

describe('a restore that cannot be says why in one sentence, and changes nothing', () => {
  let before: Awaited<ReturnType<typeof fingerprints>>
  beforeAll(async () => {
    await c.restore(c.file)
    before = await fingerprints(c.target)
  })
  afterEach(async () => {
    expect(await fingerprints(c.target)).toEqual(before)
    expect((await c.target.query('select pg_try_advisory_lock(7367767) as free')).rows).toEqual([
      { free: true },
    ])
    await c.target.query('select pg_advisory_unlock_all()')
  })
  const refused = async (from: string, words: RegExp) => {
    const e = (await c.restore(from).catch((error: unknown) => error)) as Error
    expect(e.message).toMatch(words)
    expect(e.message.split('\n')).toHaveLength(1)
  }

  it('if there is no such file, or it is something else', async () => {
    await refused(c.at('missing.tar.gz'), /^There is no file \S+: name a backup\.$/)
    await refused(c.places, /^There is no file \S+: name a backup\.$/)
    writeFileSync(c.at('letter.txt'), 'Dear Marta')
    await refused(c.at('letter.txt'), /is no whole backup of Servus/)
    writeFileSync(c.at('empty'), '')
    await refused(c.at('empty'), /is no whole backup of Servus/)
  })

  it('if the file was cut short anywhere, or some bytes of it changed', async () => {
    const whole = readFileSync(c.file)
    for (const part of [0.1, 0.5, 0.9, 0.999]) {
      writeFileSync(c.at('cut'), whole)
      truncateSync(c.at('cut'), Math.floor(whole.length * part))
      await refused(c.at('cut'), /is no whole backup of Servus \(.+\): use another one\.$/)
      const changed = Buffer.from(whole)
      const place = Math.floor(whole.length * part)
      // Three in a row: a single one may fall into what fills a block up, and nothing is changed by it.
      for (const next of [0, 1, 2]) changed[place + next] = changed[place + next]! ^ 0x55
      writeFileSync(c.at('changed'), changed)
      await refused(c.at('changed'), /is no whole backup of Servus/)
    }
  })

  it('if a part is missing, changed, or too much, though the file is whole', async () => {
    const persons = /^tables\/public\.persons\//
    await refused(
      await c.rewrite('a', (p, c) => (persons.test(p) ? null : c)),
      /table public\.persons is not as it was saved/,
    )
    await refused(
      await c.rewrite('b', (p, c) => (persons.test(p) ? Buffer.from(c.toString().replace('Gr', 'gr')) : c)),
      /table public\.persons is not as it was saved/,
    )
    await refused(
      await c.rewrite('c', (p, c) => (p.startsWith('blobs/e3b0') ? null : c)),
      /stored files are missing/,
    )
    await refused(
      await c.rewrite('d', (p, c) => (p === 'secret' ? null : c)),
      /its secret is not as it was saved/,
    )
    await refused(
      await c.rewrite('e', (p, c) => (p === 'manifest.json' ? null : c)),
      /its manifest is missing/,
    )
  })

  it('if it was made by a newer Servus, or with another text of a migration', async () => {
    const manifest = (change: (text: string) => string) => (p: string, c: Buffer) =>
      p === 'manifest.json' ? Buffer.from(change(c.toString())) : c
    await refused(
      await c.rewrite(
        'f',
        manifest((t) => t.replace('0006_promises.sql', '9999_future.sql')),
      ),
      /^The backup is newer than this program \(it has 9999_future\.sql\): update Servus first\.$/,
    )
    await refused(
      await c.rewrite(
        'g',
        manifest((t) => t.replace('"format": 1', '"format": 2')),
      ),
      /made by a newer Servus: update Servus first/,
    )
    await refused(
      await c.rewrite(
        'h',
        manifest((t) => t.replace(/("name": "0002_accounts.sql",\s+"sha256": ")..../, '$1dead')),
      ),
      /^migrations\/0002_accounts\.sql is not the one the backup was made with/,
    )
  })

  it('if the database holds tables of somebody else', async () => {
    await c.target.query('create table their_invoices (id int)')
    await refused(
      c.file,
      /also holds a table that is not of Servus \(their_invoices\): restore into a database of its own\.$/,
    )
    await c.target.query('drop table their_invoices')
  })

  it('if it breaks off at the very end, after everything was put in', async () => {
    const beforeCommit = () => {
      throw new Error('the disk is full')
    }
    const late = restoreBackup({ ...c.restoring, file: c.file, beforeCommit })
    await expect(late).rejects.toThrow(
      /^The restore did not succeed, and nothing was changed: the disk is full$/,
    )
  })

  it('if it is interrupted', async () => {
    const stop = new AbortController()
    const say = (s: string) => s.startsWith('Replacing') && stop.abort(new Error('Interrupted.'))
    const going = restoreBackup({ ...c.restoring, file: c.file, signal: stop.signal, say })
    await expect(going).rejects.toThrow(/nothing was changed: Interrupted\.$/)
  })
})
