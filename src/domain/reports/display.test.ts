import { expect, it } from 'vitest'
import { shownAs } from './display.ts'

it('shows nothing of a handful, counts of some, and per cent only of many', () => {
  expect([0, 4, 5, 29, 30].map(shownAs)).toEqual(['nothing', 'nothing', 'counts', 'counts', 'percent'])
})
