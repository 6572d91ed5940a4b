import { type RefObject, useRef, useState } from 'react'
import type { ReplyOf } from '../../../contract/endpoint.ts'
import { useSavedReply as sayReply } from '../../../contract/saved-replies.ts'
import { openBlank } from '../../../domain/conversations/saved-replies.ts'
import { useAct } from '../../api/queries.ts'
import { catchTyping } from '../../ui/typed-ahead.ts'
import type { SavedReply } from './ReplyPicker.tsx'
import { type AboutWhom, useFilled } from './use-values.ts'

export type Replying = ReturnType<typeof useReplying>

/** Where words are written: what stands there now, what replaces it, and where files that go with a reply are put. */
type Words = {
  readonly read: () => string
  readonly write: (text: string) => void
  readonly onFiles: (files: ReplyOf<typeof sayReply>['files']) => void
}

/** Puts saved replies into what is being written, at the caret; a blank nobody could fill is selected, to be filled. */
export function useReplying(
  talk: AboutWhom,
  area: RefObject<HTMLTextAreaElement | null>,
  { read, write, onFiles }: Words,
) {
  const filled = useFilled(talk)
  const say = useAct(sayReply, { quiet: true })
  const [open, setShown] = useState(false)
  /** Where it goes, and the `/` it was called by, which comes back if nothing is chosen. */
  const place = useRef({ start: 0, end: 0, slash: false })
  const sought = useRef('')
  const begin = (at: { start: number; end: number; slash: boolean }) => {
    place.current = at
    sought.current = ''
    catchTyping()
    setShown(true)
  }
  const here = () => {
    const words = read()
    const { selectionStart, selectionEnd } = area.current ?? {}
    return { start: selectionStart ?? words.length, end: selectionEnd ?? words.length, slash: false }
  }
  const put = (text: string, at: { start: number; end: number }, select?: { start: number; end: number }) => {
    const words = read()
    write(words.slice(0, at.start) + text + words.slice(at.end))
    const from = at.start + (select?.start ?? text.length)
    const to = at.start + (select?.end ?? text.length)
    requestAnimationFrame(() => {
      area.current?.focus()
      area.current?.setSelectionRange(from, to)
    })
  }
  return {
    open,
    search: (text: string) => {
      sought.current = text
    },
    /** The picker is opened or sent away; what was typed after a `/` is not lost. */
    setOpen: (next: boolean) => {
      if (next) return begin(here())
      setShown(false)
      if (place.current.slash) put(`/${sought.current}`, place.current)
      place.current.slash = false
    },
    /** Hears a `/` that begins a line: true where it opens the picker and is no word of the reply. */
    hears: (text: string): boolean => {
      const before = read()
      const at = (area.current?.selectionStart ?? 0) - 1
      const begins = text[at] === '/' && (at === 0 || text[at - 1] === '\n')
      const typed =
        text.length === before.length + 1 &&
        before.slice(0, at) + before.slice(at) === text.slice(0, at) + text.slice(at + 1)
      if (!begins || !typed) return false
      begin({ start: at, end: at, slash: true })
      return true
    },
    choose: (reply: SavedReply) => {
      const at = place.current
      at.slash = false
      setShown(false)
      const { text } = filled(reply.texts)
      put(text, at, openBlank(text) ?? undefined)
      say.mutateAsync({ params: { replyId: reply.id } }).then(
        ({ files }) => files.length > 0 && onFiles(files),
        () => {},
      )
    },
    /** Files of a reply are still on their way. */
    busy: say.isPending,
    /** Goes to the first blank that is still to be filled. */
    toBlank: () => {
      const blank = openBlank(read())
      area.current?.focus()
      if (blank) area.current?.setSelectionRange(blank.start, blank.end)
    },
  }
}
