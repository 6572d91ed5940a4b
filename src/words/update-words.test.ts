import en from './en.json' with { type: 'json' }
import { updateWords } from './update-words.ts'

const promise = 'You hear from Ana about the gearbox'

it('says that nothing moved, why, and when the next word comes [S3-22]', () => {
  const words = updateWords(en, {
    kind: 'no_progress',
    promise,
    text: '',
    reason: 'the factory has not shipped it',
    by: 'Friday 10:30',
    from: 'Ana',
  })
  expect(words).toBe(
    'No news yet about “You hear from Ana about the gearbox”: the factory has not shipped it.\n\nYou hear from me again by Friday 10:30.\n\nAna',
  )
})

it('says what is new in the writer’s own words', () => {
  expect(
    updateWords(en, {
      kind: 'progress',
      promise,
      text: 'The part is here!',
      reason: null,
      by: null,
      from: 'Ana',
    }),
  ).toBe('The part is here!\n\nAna')
})
