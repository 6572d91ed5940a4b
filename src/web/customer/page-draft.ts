import { useEffect, useState } from 'react'

function placeOf(token: string, conversationId: string | null): string {
  return `servus.page.${token.slice(-24)}.${conversationId ?? 'new'}`
}

function read(place: string): string {
  try {
    return sessionStorage.getItem(place) ?? ''
  } catch {
    return ''
  }
}

/** Tells whether somebody began to write here and has not sent it. */
export function hasDraft(token: string, conversationId: string | null): boolean {
  return read(placeOf(token, conversationId)) !== ''
}

/** What somebody writes on their page, kept in this tab until it is sent. */
export function usePageDraft(token: string, conversationId: string | null) {
  const place = placeOf(token, conversationId)
  const [text, setText] = useState(() => read(place))
  useEffect(() => {
    try {
      if (text) sessionStorage.setItem(place, text)
      else sessionStorage.removeItem(place)
    } catch {
      // a browser that keeps nothing: it holds until the page is left
    }
  }, [place, text])
  return [text, setText] as const
}
