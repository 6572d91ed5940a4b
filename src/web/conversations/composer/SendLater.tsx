import { useQuery, useQueryClient } from '@tanstack/react-query'
import { CalendarClock } from 'lucide-react'
import { type ReactElement, useState } from 'react'
import { useTranslations } from 'use-intl'
import { readContact } from '../../../contract/door.ts'
import { nextWritingMoment, type WritingHours } from '../../../domain/contact/quiet-hours.ts'
import type { Instant, TimeZone } from '../../../domain/shared/time.ts'
import { useLine } from '../../api/line.ts'
import { reading } from '../../api/queries.ts'
import { Button } from '../../ui/Button.tsx'
import { useClock, useSayWhen } from '../../ui/clock.tsx'
import { IconButton } from '../../ui/IconButton.tsx'
import { Popover } from '../../ui/Popover.tsx'
import { Choices } from '../head/SnoozePopover.tsx'
import css from './SendLater.module.css'

/**
 * Has a reply sent later: at a time that lies near, or in one's own words. Where the time lies in the quiet hours of whoever it is
 * for, that is said, with the first moment after them.
 */
export function SendLater({
  siteId,
  personId,
  trigger,
  onChoose,
}: {
  siteId: string
  personId: string | null
  trigger?: ReactElement
  onChoose: (at: Instant) => void
}) {
  const t = useTranslations('conversations.planned')
  const [open, setOpen] = useState(false)
  return (
    <Popover
      open={open}
      onOpenChange={setOpen}
      align="end"
      side="top"
      title={t('title')}
      trigger={trigger ?? <IconButton icon={CalendarClock} size="s" label={t('title')} />}
    >
      <When
        siteId={siteId}
        personId={personId}
        onChoose={(at) => {
          setOpen(false)
          onChoose(at)
        }}
      />
    </Popover>
  )
}

function When({
  siteId,
  personId,
  onChoose,
}: {
  siteId: string
  personId: string | null
  onChoose: (at: Instant) => void
}) {
  const t = useTranslations('conversations.planned')
  const sayWhen = useSayWhen()
  const loudFrom = useLoudFrom(personId)
  const [quiet, setQuiet] = useState<{ at: Instant; loud: Instant } | null>(null)
  if (quiet)
    return (
      <div className={css.quiet} role="alert">
        <p>{t('quiet', { when: sayWhen(quiet.at) })}</p>
        <Button size="s" look="filled" onClick={() => onChoose(quiet.loud)}>
          {t('afterQuiet', { when: sayWhen(quiet.loud) })}
        </Button>
        <Button size="s" look="quiet" onClick={() => onChoose(quiet.at)}>
          {t('allTheSame')}
        </Button>
      </div>
    )
  return (
    <Choices
      siteId={siteId}
      act={t('act')}
      words={t('words')}
      onChoose={async (at) => {
        const loud = await loudFrom(at)
        if (loud > at) setQuiet({ at, loud })
        else onChoose(at)
      }}
    />
  )
}

/**
 * The first moment from another one on that is nobody's quiet time; that moment itself where nothing is known. A quick hand is not
 * quicker than what is known of them: it is waited for.
 */
function useLoudFrom(personId: string | null): (at: Instant) => Promise<Instant> {
  const { zone } = useClock()
  const client = useQueryClient()
  const line = useLine()
  const asked = reading(readContact, { params: { personId: personId as never } })
  const { data: known } = useQuery({ ...asked, enabled: personId !== null })
  return async (at) => {
    const soon = personId !== null && line
    const data = known ?? (soon ? await client.ensureQueryData(asked).catch(() => null) : null)
    if (!data || data.anyHour) return at
    const zones = (data.zones.length > 0 ? data.zones : [zone]) as TimeZone[]
    const hours = { ...data.hours, holidays: [] } as unknown as WritingHours
    return nextWritingMoment(at, zones, hours)
  }
}
