import { onSomebodyElse, putOffSomebodyElse, somebodyElse, tellSomebodyElse } from './whose.ts'

describe('a window in which somebody else is signed in by now', () => {
  it('says so once, and after it was put off only where something is done', () => {
    const told: (string | null)[] = []
    const leave = onSomebodyElse(() => told.push(somebodyElse()))
    tellSomebodyElse('Luis', false)
    putOffSomebodyElse()
    tellSomebodyElse('Luis', false)
    tellSomebodyElse('Luis', true)
    leave()
    expect(told).toEqual(['Luis', null, 'Luis'])
  })
})
