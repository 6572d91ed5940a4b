import { type Sent, sendingOf } from './sending.ts'

describe('what is sent once more', () => {
  let made = 0
  const newId = () => `id ${++made}`
  const send = (last: Sent | null, content = '20 €', how: Sent['how'] = 'give') =>
    sendingOf(last, how, content, newId)

  it('is the very same while nobody heard what became of it, also where less is left by now', () => {
    const first = send(null)
    expect(send(first)).toBe(first)
    expect(send(first, '20 €', 'ask'), 'it may have been given: it is not asked for beside').toBe(first)
  })

  it('is another one once it was changed, or answered', () => {
    const first = send(null)
    expect(send(first, '30 €').id).not.toBe(first.id)
    const refused = { ...first, answered: true }
    const next = send(refused, '20 €', 'ask')
    expect(next).toMatchObject({ how: 'ask', answered: false })
    expect(next.id).not.toBe(first.id)
  })
})
