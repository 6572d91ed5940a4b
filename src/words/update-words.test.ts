import en from './en.json' with { type: 'json' }
import { updateWords } from './update-words.ts'

const promise = 'You hear from Ana about the gearbox'

it('says from whom the next word comes, where somebody else has the promise now', () => {
  const words = {
    kind: 'progress',
    promise,
    text: 'It came.',
    reason: null,
    by: 'Friday',
    from: 'Ana Lima',
  } as const
  expect(updateWords(en, { ...words, owner: 'Ben Adeyemi' })).toBe(
    'It came.\n\nYou hear from Ben again by Friday.\n\nAna Lima',
  )
})

it('says that nothing moved, why, and when the next word comes [S3-22]', () => {
  const words = updateWords(en, {
    kind: 'no_progress',
    promise,
    text: '',
    reason: 'the factory has not shipped it',
    by: 'Friday 10:30',
    from: 'Ana',
    owner: 'Ana',
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
      owner: 'Ana',
    }),
  ).toBe('The part is here!\n\nAna')
})

it('says by when it is to be, where the date moved', () => {
  const words = updateWords(en, {
    ...{ kind: 'delay', promise, text: '', reason: 'The part is late', by: null, due: 'Friday 10:30' },
    ...{ from: 'Ana', owner: 'Ana' },
  })
  expect(words).toBe(
    'It takes longer: The part is late.\n\nThe new date for “You hear from Ana about the gearbox”: by Friday 10:30.\n\nAna',
  )
})
