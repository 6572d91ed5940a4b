import { expect, it } from 'vitest'
import { refuse } from '../../domain/shared/refusal.ts'
import { accept, Refused, unlessRefused } from './refused.ts'

it('what is refused of one leaves the others their turn, whether the rule says no or the writing', async () => {
  const done: string[] = []
  for (const one of ['rule', 'fine', 'writing', 'also fine'])
    await unlessRefused(async () => {
      if (one === 'rule') accept(refuse('promise_settled'))
      if (one === 'writing') await Promise.reject(new Refused(refuse('changed_meanwhile')))
      done.push(one)
    })
  expect(done).toEqual(['fine', 'also fine'])
  const broken = async () => Promise.reject(new Error('the database is away'))
  await expect(unlessRefused(broken)).rejects.toThrow('the database is away')
})
