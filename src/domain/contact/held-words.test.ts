import { instant } from '../shared/time.ts'
import { isOutdated } from './held-words.ts'

const at = instant('2026-11-23T09:12:00Z')
const later = instant('2026-11-23T09:13:00Z')

describe('a word that had to wait', () => {
  const nothing = { released: false, settled: false, laterWord: false }

  it('leaves when its time comes', () => {
    expect(isOutdated({ kind: 'progress', nextUpdateDue: null }, nothing, at)).toBe(false)
    expect(isOutdated({ kind: 'no_progress', nextUpdateDue: later }, nothing, at)).toBe(false)
  })

  it('leaves no more when it names a next word that has come by now, or there was news since', () => {
    expect(isOutdated({ kind: 'progress', nextUpdateDue: at }, nothing, at)).toBe(true)
    const news = { ...nothing, laterWord: true }
    expect(isOutdated({ kind: 'no_progress', nextUpdateDue: later }, news, at)).toBe(true)
    expect(isOutdated({ kind: 'ready', nextUpdateDue: null }, news, at)).toBe(false)
  })

  it('says of no promise that is kept, or has another date by now, that it takes longer', () => {
    const settled = { ...nothing, settled: true }
    expect(isOutdated({ kind: 'delay', nextUpdateDue: later }, settled, at)).toBe(true)
    expect(isOutdated({ kind: 'ready', nextUpdateDue: null }, settled, at)).toBe(false)
  })

  it('leaves no more when they need it no more', () => {
    expect(isOutdated({ kind: 'ready', nextUpdateDue: null }, { ...nothing, released: true }, at)).toBe(true)
  })
})
