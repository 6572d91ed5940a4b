import { undoSeconds } from './undo-send.ts'

it('lets a reply be taken back for ten seconds at least, or as long as its writer chose', () => {
  expect([undefined, 10, 20, 30].map(undoSeconds)).toEqual([10, 10, 20, 30])
  expect([0, 5, 3600, 'long', null].map(undoSeconds)).toEqual([10, 10, 10, 10, 10])
})
