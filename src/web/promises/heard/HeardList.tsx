import { type Ref, useImperativeHandle, useLayoutEffect, useRef, useState } from 'react'
import { useTranslations } from 'use-intl'
import { Button } from '../../ui/Button.tsx'
import { classNames } from '../../ui/class-names.ts'
import css from './Heard.module.css'
import { HeardOne } from './HeardOne.tsx'
import type { HeardActs, HeardHandle, HeardShown } from './heard-shown.ts'

/** So many are shown at once; the others one press away. */
const AT_ONCE = 2

/**
 * The promises heard in somebody's words, in the order in which they were written; each is confirmed or waved away for itself.
 * `accept` of the handle does what the key says with the first: confirms it, or goes to what has to be said before; false
 * where nothing is heard.
 */
export function HeardList<H extends HeardShown>({
  ref,
  heard,
  className,
  onDone,
  ...acts
}: HeardActs<H> & {
  ref?: Ref<HeardHandle>
  heard: readonly H[]
  className?: string | undefined
  /** somebody pressed a button of the last one: where the hands go then */
  onDone?: (() => void) | undefined
}) {
  const t = useTranslations('promises.heard')
  const [all, setAll] = useState(false)
  const list = useRef<HTMLUListElement>(null)
  const first = useRef<HeardHandle>(null)
  const leaving = useRef<'keyboard' | 'mouse' | null>(null)
  useImperativeHandle(ref, () => ({ accept: () => first.current?.accept() ?? false }))
  const shown = all ? heard : heard.slice(0, AT_ONCE)
  const keys = heard.map((one) => one.key).join('\n')
  // A pressed button that goes takes the focus along: by keyboard it goes on to the next one.
  // biome-ignore lint/correctness/useExhaustiveDependencies: when another is heard or gone
  useLayoutEffect(() => {
    const by = leaving.current
    leaving.current = null
    if (by === null) return
    const next = by === 'keyboard' ? list.current?.querySelector('button') : null
    if (next) next.focus()
    else onDone?.()
  }, [keys])
  if (heard.length === 0) return null
  return (
    <div className={classNames(css.list, className)}>
      <ul ref={list} className={css.items} aria-label={t('label')}>
        {shown.map((one, n) => (
          <HeardOne
            key={one.key}
            ref={n === 0 ? first : undefined}
            heard={one}
            first={n === 0}
            {...acts}
            onLeave={(by) => {
              leaving.current = by
            }}
          />
        ))}
      </ul>
      {heard.length > shown.length && (
        <Button look="quiet" size="s" onClick={() => setAll(true)}>
          {t('more', { count: heard.length - shown.length })}
        </Button>
      )}
    </div>
  )
}
