import { useEffect, useRef, useState } from 'react'
import { beHere } from '../../contract/here.ts'
import { call } from '../api/call.ts'
import { usePreferences } from '../shell/preferences.tsx'
import { useDraft } from './composer/drafts.ts'
import { newId } from './new-id.ts'

/** How often a window says again where it is (ms), how soon where it was not heard, and for how long after a key somebody counts as writing. */
const AGAIN = 15_000
const SOON = 3_000
const WRITES = 8_000

const tab = newId()

/**
 * Tells colleagues that one looks at a conversation, and whether one writes in it; ends when it is left or the window lies behind
 * others. Nothing is told where the member does not want it.
 */
export function useBeHere(conversationId: string): void {
  const { preferences } = usePreferences()
  const { reply, note } = useDraft(conversationId)
  const [writing, setWriting] = useState(false)
  const before = useRef(reply + note)
  const shown = preferences.showWhere !== false

  useEffect(() => {
    if (before.current === reply + note) return
    before.current = reply + note
    // What is taken up from another machine nobody writes just now.
    setWriting(reply + note !== '' && document.activeElement?.matches('[data-composer]') === true)
    const timer = setTimeout(() => setWriting(false), WRITES)
    return () => clearTimeout(timer)
  }, [reply, note])

  useEffect(() => {
    if (!shown) return void say(null, false)
    let again: number | undefined
    let left = false
    const tell = async () => {
      window.clearTimeout(again)
      const there = document.visibilityState === 'visible'
      const heard = navigator.onLine && (await say(there ? conversationId : null, there && writing))
      window.clearTimeout(again)
      if (!left) again = window.setTimeout(tell, heard ? AGAIN : SOON)
    }
    void tell()
    addEventListener('visibilitychange', tell)
    return () => {
      left = true
      window.clearTimeout(again)
      removeEventListener('visibilitychange', tell)
    }
  }, [conversationId, writing, shown])

  useEffect(() => {
    // Nothing that is left waits for anything.
    const leave = () => void tellNow(null, false).catch(() => {})
    addEventListener('pagehide', leave)
    return () => {
      removeEventListener('pagehide', leave)
      void say(null, false)
    }
  }, [])
}

let told: Promise<unknown> = Promise.resolve()

// One after the other: what is said last holds. Tells whether it was heard.
function say(conversationId: string | null, writing: boolean): Promise<boolean> {
  const heard = told
    .then(() => tellNow(conversationId, writing))
    .then(
      () => true,
      () => false,
    )
  told = heard
  return heard
}

function tellNow(conversationId: string | null, writing: boolean): Promise<unknown> {
  // What is never answered holds up nothing that is said after it.
  const body = { tab, conversationId: conversationId as never, writing }
  return call(beHere, { body }, AbortSignal.timeout(AGAIN))
}
