import fc from 'fast-check'
import { replyRecipients } from './recipients.ts'

const marta = { name: 'Marta Okafor', address: 'marta@posteo.example' }
const son = { name: 'Ben', address: 'Ben@posteo.example' }
const desk = { name: 'Service', address: 'service@nordlicht.example' }
const ours = ['Service@nordlicht.example']
const reply = (mail: Partial<Parameters<typeof replyRecipients>[0]>) =>
  replyRecipients({ from: [marta], to: [desk], cc: [], ...mail }, ours)

describe('an answer', () => {
  it('goes to whoever wrote', () => expect(reply({})).toEqual({ to: [marta], cc: [] }))
  it('goes where they want answers', () => expect(reply({ replyTo: [son] })).toEqual({ to: [son], cc: [] }))
  it('keeps everybody else who was on it', () =>
    expect(reply({ to: [desk, son], cc: [{ name: '', address: 'ben@posteo.example' }] })).toEqual({
      to: [marta],
      cc: [son],
    }))
  it('is never written to ourselves, with a token neither', () =>
    expect(
      reply({ from: [desk], replyTo: [desk], cc: [{ name: '', address: 'service+k7m@nordlicht.example' }] }),
    ).toEqual({ to: [], cc: [] }))

  it('names nobody twice and none of us, whatever the mail says', () => {
    const anyone = fc.constantFrom(
      marta,
      son,
      desk,
      { name: 'x', address: 'MARTA@posteo.example' },
      { name: '', address: 'service+1@nordlicht.example' },
    )
    const some = fc.array(anyone, { maxLength: 5 })
    fc.assert(
      fc.property(some, some, some, some, (from, replyTo, to, cc) => {
        const answer = replyRecipients({ from, replyTo, to, cc }, ours)
        const all = [...answer.to, ...answer.cc].map((a) => a.address.toLowerCase())
        expect(new Set(all).size).toBe(all.length)
        expect(all.filter((a) => a.startsWith('service'))).toEqual([])
      }),
    )
  })
})
