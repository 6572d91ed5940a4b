import fc from 'fast-check'
import { mutatedMail } from '../../../tests/fuzz/mutate.ts'
import { comesBack, patternsIn, repeated } from '../../../tests/fuzz/patterns.ts'
import { READ_AS, readRepeated, readWhole } from '../../../tests/fuzz/whole.ts'

// Ten thousand of them, and a million characters, by `npm run fuzz:mail`.
describe('mail to which something befell', () => {
  it('is read, or kept with a reason, and nothing of it is lost', async () => {
    await fc.assert(
      fc.asyncProperty(mutatedMail, async (raw) => {
        await readWhole(raw)
      }),
      { numRuns: 500 },
    )
  })
})

describe('the same again and again', () => {
  const patterns = patternsIn('src/server/mail/')
  it('is put to every pattern', () => {
    expect(patterns.length).toBeGreaterThan(120)
    for (const [, pattern] of patterns) comesBack(pattern, 50_000)
  })

  it.each(READ_AS)('is read as %s', async (as) => {
    for (const text of repeated(10_000)) await readRepeated(text, as)
  })
})
