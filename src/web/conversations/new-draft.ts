import { useEffect, useState } from 'react'
import { ownPlace } from '../api/whose.ts'
import type { Address } from './talk.ts'

/** A conversation one is about to begin. */
export type NewDraft = {
  person: { id: string; name: string } | null
  /** what is typed to find them, or an address */
  who: string
  /** null: as their reach suggests */
  to: Address[] | null
  cc: Address[]
  subject: string
  text: string
  /** the signature is left out */
  unsigned: boolean
}

const BLANK: NewDraft = { person: null, who: '', to: null, cc: [], subject: '', text: '', unsigned: false }
const PLACE = 'servus.new-conversation'

function read(place: string): NewDraft {
  try {
    return { ...BLANK, ...JSON.parse(localStorage.getItem(place) ?? '{}') }
  } catch {
    return BLANK
  }
}

/** What is being written to somebody first, kept on this machine until it is sent: closing the dialog loses nothing. */
export function useNewDraft(personId: string | undefined) {
  const place = `${ownPlace(PLACE)}.${personId ?? ''}`
  const [draft, setDraft] = useState(() => read(place))
  useEffect(() => {
    try {
      if (draft.text === '' && draft.subject === '') localStorage.removeItem(place)
      else localStorage.setItem(place, JSON.stringify(draft))
    } catch {
      // a browser that keeps nothing: it holds until the page is left
    }
  }, [place, draft])
  return {
    draft,
    change: (part: Partial<NewDraft>) => setDraft((now) => ({ ...now, ...part })),
    forget: () => localStorage.removeItem(place),
  }
}
