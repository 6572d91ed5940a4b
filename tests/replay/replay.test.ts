import { join } from 'node:path'
import { endSpawned } from '../../src/server/db/testing/spawned.ts'
import { findDovecot } from '../../src/server/mail/testing/dovecot.ts'
import { findPostfix } from '../../src/server/mail/testing/postfix.ts'
import { makePlace, removePlace } from '../../src/server/world/places.ts'
import { replay } from './replay.ts'

const place = makePlace('replay')
afterAll(async () => {
  await endSpawned()
  removePlace(place)
})

// The long run is `npm run replay`.
describe.skipIf(!findDovecot())(
  'a replay of mails, in and out by real servers, while the line is cut and Servus is killed',
  () => {
    it('loses none, doubles none, and files none with a stranger', async () => {
      const found = await replay({ dir: join(place, 'house'), mails: 150, seed: 7 }, () => {})
      const { lost, doubled, strangers, apart, book } = found
      expect({ lost, doubled, strangers, apart }).toEqual({ lost: [], doubled: [], strangers: [], apart: [] })
      if (findPostfix()) expect(found.bySmtp).toBeGreaterThan(0)
      const { fetched, ...became } = book
      expect(Object.values(became).reduce((a, b) => a + b, 0)).toBe(fetched)
    })
  },
)
