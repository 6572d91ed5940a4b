import { expect, it } from 'vitest'
import { foldEmpty } from './fold-empty.ts'

const kept = { k: 3, n: 6, share: 0.5, low: 0.19, high: 0.81 }
const week = (n: number, more: object = {}) => ({
  from: `w${n}`,
  to: `w${n + 1}`,
  kept: null,
  few: false,
  ...more,
})

it('weeks in which nothing fell due stand together in one line, the latest first; of few people is not nothing', () => {
  const lines = foldEmpty([week(1), week(2, { kept }), week(3), week(4), week(5, { few: true }), week(6)])
  expect(lines.map(({ from, to, week }) => [from, to, week === null])).toEqual([
    ...[
      ['w6', 'w7', true],
      ['w5', 'w6', false],
      ['w3', 'w5', true],
    ],
    ...[
      ['w2', 'w3', false],
      ['w1', 'w2', true],
    ],
  ])
})
