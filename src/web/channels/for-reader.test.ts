import { expect, it } from 'vitest'
import { forReader } from './for-reader.ts'

it.each([
  ['Ana calls her back', 'Ana calls you back'],
  ['Ana calls him', 'Ana calls you'],
  ['Luis repairs her car', 'Luis repairs your car'],
  ['Ana calls Priya with the price', 'Ana calls you with the price'],
  ['Priya’s car is ready', 'your car is ready'],
  ['Ana sends them their invoice', 'Ana sends you your invoice'],
  ['Ana tells her about the heritage tour', 'Ana tells you about the heritage tour'],
])('says “%s” to the one who reads it [S3-21]', (written, read) => {
  expect(forReader(written, 'Priya')).toBe(read)
})
