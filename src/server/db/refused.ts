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
