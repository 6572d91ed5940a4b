import { isRefusal, type Refusal } from '../../domain/shared/refusal.ts'

/** A refusal on its way up to the reply; the HTTP floor turns it into problem details. */
export class Refused extends Error {
  readonly refusal: Refusal
  constructor(refusal: Refusal) {
    super(refusal.refused)
    this.refusal = refusal
  }
}

/** Gives a decision's facts back, or throws its refusal. */
export function accept<T>(decided: T | Refusal): T {
  if (isRefusal(decided)) throw new Refused(decided)
  return decided
}

/**
 * Does something for a machine that looks again anyway: what is refused waits for the next look, and nothing else waits with it.
 * The decision stands inside `work`, not only its writing.
 */
export async function unlessRefused(work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (e) {
    if (!(e instanceof Refused)) throw e
  }
}

/** How often somebody who cannot be asked to look again tries once more after a colleague was quicker. */
const TRIES = 12

/** Does something again when somebody else was quicker: for words of customers and for machines, who cannot be asked to look again. */
export async function patiently<T>(work: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await work()
    } catch (e) {
      const quicker = e instanceof Refused && e.refusal.refused === 'changed_meanwhile'
      if (!quicker || tries === TRIES) throw e
    }
  }
}

/** Tells whether the database could not read a value of a question: a NUL, or what is no id, date or number. */
export function isBadText(e: unknown): boolean {
  return ['22021', '22P05', '22003', '22007', '22008', '22P02'].includes((e as { code?: string }).code ?? '')
}
