import { expect, it } from 'vitest'
import type { ConversationId, TagId } from '../shared/ids.ts'
import { type Tagged, tagsOff } from './merge-tags.ts'

const merge = (survivorId: string, mergedId: string, ...tags: string[]) =>
  ({ survivorId, mergedId, tags }) as unknown as Tagged
const tagsOn = (on: Record<string, string[]>) =>
  new Map(Object.entries(on)) as unknown as Map<ConversationId, TagId[]>

it('takes off what one brought alone, and leaves what somebody took off or another merged has too', () => {
  const [b, c] = [merge('a', 'b', 'brakes', 'offer', 'late'), merge('a', 'c')]
  const on = tagsOn({ a: ['own', 'brakes', 'offer'], b: ['brakes', 'offer', 'late'], c: ['offer'] })
  const { off, brought } = tagsOff(b, [b, c], on)
  expect([...off]).toEqual([['a', ['brakes']]])
  // From now on it stays by the other one, and leaves with that.
  expect([...brought]).toEqual([['c', ['offer']]])
})

it('takes it off all the way up a chain', () => {
  const [low, top] = [merge('b', 'c', 'offer'), merge('a', 'b', 'offer', 'brakes')]
  const on = tagsOn({ a: ['offer', 'brakes'], b: ['brakes', 'offer'], c: ['offer'] })
  const { off, brought } = tagsOff(low, [low, top], on)
  expect([...off]).toEqual([
    ['b', ['offer']],
    ['a', ['offer']],
  ])
  expect([...brought]).toEqual([['b', ['brakes']]])
})
