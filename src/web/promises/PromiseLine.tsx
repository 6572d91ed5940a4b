import { Check } from 'lucide-react'
import { useTranslations } from 'use-intl'
import { useMay, useSession } from '../shell/session.tsx'
import { Button } from '../ui/Button.tsx'
import { useSayWhen } from '../ui/clock.tsx'
import { Line } from '../ui/Line.tsx'
import { useAmongUs } from './among-us.ts'
import { isLateAndTold, type PromiseShown } from './by-day.ts'
import { PromiseChip } from './PromiseChip.tsx'
import css from './PromiseLine.module.css'
import type { Chosen } from './use-chosen.ts'
import { useKeep } from './use-keep.ts'

/** One promise in a list: to whom, what, by when, and why it stands where it stands. */
export function PromiseLine({
  promise,
  chosen,
  onUpdate,
  onLetOff,
}: {
  promise: PromiseShown
  chosen?: Chosen | undefined
  onUpdate: (promise: PromiseShown) => void
  onLetOff: (promise: PromiseShown) => void
}) {
  const t = useTranslations('promises')
  const sayWhen = useSayWhen()
  const { member } = useSession()
  const may = useMay('promises.write')
  const keep = useKeep()
  const amongUs = useAmongUs()
  const settled = ['kept', 'kept_late', 'broken', 'released', 'moved'].includes(promise.state)
  // What a colleague owes me: their name says whose it is, and it is mine to let go (P3).
  const toMe = promise.to.id === member.id
  const who = toMe ? promise.owner.name : promise.to.name
  const last = promise.updates.at(-1)
  const why = [
    isLateAndTold(promise) && t('line.over', { when: sayWhen(promise.due, 'by') }),
    last
      ? t(last.kind === 'no_progress' ? 'line.noNews' : 'line.lastWord', {
          when: sayWhen(last.at, 'short'),
          words: last.reason ?? last.text,
        })
      : t('line.made', { when: sayWhen(promise.madeAt), name: promise.madeBy.name }),
    promise.owner.id !== member.id && !toMe && t('line.owner', { name: promise.owner.name }),
    promise.conversation?.subject,
  ].filter(Boolean)
  const choosing = chosen?.on && !settled && may
  return (
    <Line
      select={
        choosing && (
          <input
            type="checkbox"
            className={css.box}
            aria-label={t('many.one', { name: who, text: amongUs(promise) })}
            checked={chosen.has(promise.id)}
            onChange={(event) =>
              chosen.toggle(promise.id, (event.nativeEvent as unknown as { shiftKey?: boolean }).shiftKey)
            }
          />
        )
      }
      avatar={who}
      who={who}
      what={t('quoted', { text: amongUs(promise) })}
      why={why.join(' · ')}
      chip={<PromiseChip promise={promise} />}
      to={{ to: '/promises/$id', params: { id: promise.id } }}
      action={
        !settled &&
        !choosing &&
        may &&
        (toMe ? (
          <Button size="s" onClick={() => onLetOff(promise)}>
            {t('line.letOff')}
          </Button>
        ) : (
          <>
            <Button size="s" onClick={() => onUpdate(promise)}>
              {t('line.update')}
            </Button>
            <Button size="s" icon={Check} onClick={() => keep(promise)}>
              {t('line.keep')}
            </Button>
          </>
        ))
      }
      keepsAction
      chipBelow
    />
  )
}
