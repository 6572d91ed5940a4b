import { useEffect, useState } from 'react'
import { ownPlace } from '../api/whose.ts'
import type { DraftPromise } from './PromiseRow.tsx'

/** A call as it is being written down. */
export type CallDraft = {
  direction: 'in' | 'out'
  person: { id: string; name: string } | null
  who: string
  /** the words are the name of somebody new; nobody is looked for */
  isNew: boolean
  telephone: string
  summary: string
  promises: DraftPromise[]
  /** promises heard in the summary that somebody said no to, by their words */
  unheard: string[]
  close: boolean
}

const BLANK: CallDraft = {
  direction: 'in',
  person: null,
  who: '',
  isNew: false,
  telephone: '',
  summary: '',
  promises: [],
  unheard: [],
  close: false,
}
const PLACE = 'servus.call'

function read(): CallDraft {
  try {
    return { ...BLANK, ...JSON.parse(sessionStorage.getItem(ownPlace(PLACE)) ?? '{}') }
  } catch {
    return BLANK
  }
}

/** Tells whether nothing was written down yet, whoever it is with. */
function isBlank({ who, isNew, summary, promises }: CallDraft): boolean {
  return who === '' && !isNew && summary === '' && promises.length === 0
}

/**
 * What is being written about a call, kept in this tab until it is saved: closing the dialog loses nothing. `withWhom`: whom the screen
 * shows; a call that begins there is with them, until somebody says otherwise.
 */
export function useCallDraft(withWhom: CallDraft['person']) {
  const [draft, setDraft] = useState(() => {
    const kept = read()
    return withWhom && isBlank(kept) ? { ...kept, person: { id: withWhom.id, name: withWhom.name } } : kept
  })
  const begins = isBlank(draft) && draft.person?.id === withWhom?.id
  useEffect(() => {
    try {
      // Nobody said yet that it is with them: elsewhere it begins anew.
      if (begins) sessionStorage.removeItem(ownPlace(PLACE))
      else sessionStorage.setItem(ownPlace(PLACE), JSON.stringify(draft))
    } catch {
      // a browser that keeps nothing: it holds until the page is left
    }
  }, [draft, begins])
  return {
    draft,
    change: (part: Partial<CallDraft>) => setDraft((now) => ({ ...now, ...part })),
    forget: () => sessionStorage.removeItem(ownPlace(PLACE)),
  }
}

/** Tells whether what somebody typed is a telephone number rather than a name. */
export function looksLikeTelephone(text: string): boolean {
  return /^\+?[\d\s/().-]{5,}$/.test(text.trim())
}
