import { GESTURE_KINDS } from '../domain/goodwill/gesture.ts'
import { vienna } from '../domain/promises/hearing/testing/ear.ts'
import de from './de.json' with { type: 'json' }
import en from './en.json' with { type: 'json' }
import { fill } from './words.ts'

describe('the words that tell a yes', () => {
  it('are heard as no new promise: they keep one', () => {
    for (const { goodwill } of [en, de])
      for (const kind of GESTURE_KINDS)
        for (const money of ['€70', '70 €', '1.240,50 €']) {
          const what = fill(goodwill.give.of, { kind: goodwill.kinds[kind], money })
          expect(vienna.hear(fill(goodwill.asks.tellYes, { what })), what).toEqual([])
          expect(vienna.hear(fill(goodwill.asks.tellYes, { what: goodwill.kinds[kind] }))).toEqual([])
        }
  })
})
