/** What the Promises screen shows; it stands in the address, so that a link leads to it and going back finds it again. */
export type PromiseSearch = {
  of?: 'team' | 'all' | 'to_me'
  /** `late`: of the open ones those whose date or next word has passed. */
  state?: 'settled' | 'late'
  made?: 'everybody' | 'colleagues'
  owner?: string
}

export const OF = ['mine', 'team', 'all', 'to_me'] as const
export const MADE = ['customers', 'colleagues', 'everybody'] as const

/** Reads the address; what is the rule is left out of it. */
export function readPromiseSearch(search: Record<string, unknown>): PromiseSearch {
  const { of, state, made, owner } = search
  return {
    ...(of === 'team' || of === 'all' || of === 'to_me' ? { of } : {}),
    ...(state === 'settled' || state === 'late' ? { state } : {}),
    ...(made === 'everybody' || made === 'colleagues' ? { made } : {}),
    ...(of === 'all' && typeof owner === 'string' && owner !== '' ? { owner } : {}),
  }
}

/** To whom they were made: of one colleague's all of them, for whoever takes them over needs them whole. */
export function madeTo({ made, owner, of }: PromiseSearch): (typeof MADE)[number] {
  if (of === 'to_me') return 'colleagues'
  return made ?? (owner ? 'everybody' : 'customers')
}
