import { type ChangeEvent, type FormEvent, useState } from 'react'
import { useLocale, useMessages, useTranslations } from 'use-intl'
import { Problem } from '../api/call.ts'
import { refusalCode, troubleOf } from '../shell/trouble.ts'

type Texts<Values> = { [K in keyof Values]: Values[K] extends string ? K : never }[keyof Values] & string
type Wrong<Values> = Partial<Record<keyof Values & string, string | undefined>>

export type FormOptions<Values> = {
  /** what the server answered to the last try */
  error?: unknown
  /** what one can tell before asking the server: each field with what is wrong */
  check?: (values: Values) => Wrong<Values>
  /** how the server calls a field, where it is not by the same name */
  fieldOf?: (path: string) => (keyof Values & string) | undefined
}

/**
 * What somebody fills in: the values, and at each field what is wrong with it, by our own look or by the server's. A field one
 * changes is silent until the next try. `whole` is what belongs to no field.
 */
export function useForm<Values extends Record<string, unknown>>(
  initial: Values,
  { error, check, fieldOf }: FormOptions<Values> = {},
) {
  const t = useTranslations('form')
  const locale = useLocale()
  const messages = useMessages()
  const [values, setValues] = useState(initial)
  const [seen, setSeen] = useState<Wrong<Values>>({})
  const [touched, setTouched] = useState<{ error: unknown; fields: string[] }>({ error, fields: [] })
  const quiet = touched.error === error ? touched.fields : []

  const told: Record<string, string> = {}
  let astray = false
  if (error !== undefined && error !== null) {
    const words = troubleOf(error, locale, messages).words
    const problem = error instanceof Problem ? error : undefined
    const own = refusalCode(error) !== 'invalid_input'
    const paths = problem?.errors.length ? problem.errors.map((e) => e.field) : [problem?.field ?? '']
    for (const path of paths) {
      const field = fieldOf?.(path) ?? path.replace(/\..*$/, '')
      if (field in values) told[field] = own ? words : t('lookAgain')
      else astray = true
    }
  }
  const wrongAt = (field: keyof Values & string): string | undefined =>
    seen[field] ?? (quiet.includes(field) ? undefined : told[field])

  const put = (part: Partial<Values>) => {
    const fields = Object.keys(part)
    setValues((now) => ({ ...now, ...part }))
    setSeen((now) => ({ ...now, ...Object.fromEntries(fields.map((field) => [field, undefined])) }))
    setTouched({ error, fields: [...quiet, ...fields] })
  }
  const set = <K extends keyof Values & string>(field: K, value: Values[K]) =>
    put({ [field]: value } as unknown as Partial<Values>)
  return {
    values,
    set,
    put,
    /** gives all fields anew, as after a reply */
    reset: (next: Values) => {
      setValues(next)
      setSeen({})
    },
    wrongAt,
    whole: astray ? troubleOf(error, locale, messages) : undefined,
    /** what a `TextField` or `TextArea` of this name takes */
    text: (field: Texts<Values>) => ({
      name: field,
      value: values[field] as string,
      error: wrongAt(field),
      onChange: (event: ChangeEvent<HTMLInputElement | HTMLTextAreaElement>) =>
        set(field, event.target.value as Values[typeof field]),
    }),
    /** what a `form` does when it is sent; `at`: where it stands, for a button outside that sends it */
    submit:
      (send: (values: Values) => void) =>
      (event?: FormEvent<HTMLFormElement>, at = event?.currentTarget) => {
        event?.preventDefault()
        const wrong: Wrong<Values> = check?.(values) ?? {}
        setSeen(wrong)
        const first = Object.values(wrong).some(Boolean)
        if (!first) return send(values)
        requestAnimationFrame(() => at?.querySelector<HTMLElement>('[aria-invalid]')?.focus())
      },
  }
}

/** Tells whether something looks like an e-mail address; the server looks closer. */
export function looksLikeEmail(text: string): boolean {
  return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text.trim())
}
