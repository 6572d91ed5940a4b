import { useNavigate, useSearch } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'

/** How long one rests before what was typed is asked (ms). */
const REST = 180

/** What stands in the field, and in the address what of it is asked: it follows as soon as one rests, and going back finds it again. */
export function useQuestion() {
  const { q = '' }: { q?: string } = useSearch({ strict: false })
  const navigate = useNavigate()
  const [text, setText] = useState(q)
  const asked = useRef(q)
  // Somebody else changed the address: the palette, or going back.
  useEffect(() => {
    if (q === asked.current) return
    asked.current = q
    setText(q)
  }, [q])
  const ask = (question: string) => {
    const next = question.trim()
    if (next === asked.current) return
    asked.current = next
    void navigate({ to: '/search', search: next ? { q: next } : {}, replace: true })
  }
  const latest = useRef(ask)
  latest.current = ask
  useEffect(() => {
    const timer = setTimeout(() => latest.current(text), REST)
    return () => clearTimeout(timer)
  }, [text])
  return {
    text,
    setText,
    q,
    /** Changes the question at once, as a filter does. */
    put: (question: string) => {
      setText(question)
      ask(question)
    },
  }
}
