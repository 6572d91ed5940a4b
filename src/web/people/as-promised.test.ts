import { expect, it } from 'vitest'
import { asPromised } from './as-promised.ts'

it('reads the promises of one message in the order of the message, and everything else the latest first', () => {
  const made = (at: string, id: string) => ({ kind: 'promise.made', at, id })
  const other = (at: string, id: string) => ({ kind: 'promise.kept', at, id })
  const told = [other('3', 'kept'), made('2', 'car'), made('2', 'call'), made('1', 'b'), made('1', 'a')]
  expect(asPromised(told).map((e) => e.id)).toEqual(['kept', 'call', 'car', 'a', 'b'])
})
