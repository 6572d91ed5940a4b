import fc from 'fast-check'
import { mutatedMail } from './mutate.ts'
import { comesBack, patternsIn, repeated } from './patterns.ts'
import { READ_AS, readRepeated, readWhole } from './whole.ts'

const RUNS = 10_000

it(`reads ${RUNS} mutated messages or keeps each with a reason`, async () => {
  const became = { read: 0, kept: 0 }
  await fc.assert(
    fc.asyncProperty(mutatedMail, async (raw) => {
      became[await readWhole(raw)] += 1
    }),
    { numRuns: RUNS, seed: 20_261_122 },
  )
  console.log(`${became.read} read, ${became.kept} kept with a reason, 0 lost`)
})

it.each(patternsIn('src/server/mail/'))('comes back from a million of anything: %s', (_name, pattern) => {
  comesBack(pattern, 1_000_000)
})

it.each(READ_AS)('reads a million of anything as %s', async (as) => {
  for (const text of repeated(1_000_000)) await readRepeated(text, as)
})
