import { expect, it } from 'vitest'
import { firstScreen, JOBS } from './first-screen.ts'

it('opens the day of each job where its people stand [S2-06] [S2-07] [S1-31]', () => {
  expect(JOBS.map(firstScreen)).toEqual(['counter', 'today', 'promises', 'counter', 'today'])
})
