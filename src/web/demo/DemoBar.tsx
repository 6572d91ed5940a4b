import { useQuery } from '@tanstack/react-query'
import { Clock, Ellipsis, Smartphone } from 'lucide-react'
import { useTranslations } from 'use-intl'
import { readDemo } from '../../contract/accounts.ts'
import {
  addDays,
  atLocal,
  type Instant,
  type LocalTime,
  localParts,
  plus,
  type TimeZone,
} from '../../domain/shared/time.ts'
import { reading } from '../api/queries.ts'
import { useMay } from '../shell/session.tsx'
import { Button, buttonClass } from '../ui/Button.tsx'
import { useClock, useSayWhen } from '../ui/clock.tsx'
import { Icon } from '../ui/Icon.tsx'
import { IconButton } from '../ui/IconButton.tsx'
import { Menu, MenuItem } from '../ui/Menu.tsx'
import css from './DemoBar.module.css'
import { useTurnClock } from './turn-clock.ts'

const MORNING = '08:00' as LocalTime

/** What stands above every screen of a demo: its time, the way to the customer's side, and how to turn the clock. */
export function DemoBar() {
  const t = useTranslations('demo')
  const { data } = useQuery(reading(readDemo))
  const mayTurn = useMay('demo.turn_clock')
  const clock = useClock()
  const sayWhen = useSayWhen()
  const { turn, busy } = useTurnClock()
  const now = clock.now as Instant
  const zone = clock.zone as TimeZone
  const { date, time } = localParts(now, zone)
  const weekday = new Intl.DateTimeFormat(clock.dates, { weekday: 'long', timeZone: zone }).format(
    new Date(now),
  )
  const moment = data?.nextMoment
  return (
    <div className={css.bar}>
      <span className={css.time}>{t('time', { time, weekday })}</span>
      <span className={css.acts}>
        {data?.customer && (
          <a
            className={buttonClass({ look: 'quiet', size: 's' })}
            href={data.customer.pageUrl}
            target="servus-customer"
            rel="noopener"
            onClick={(event) => {
              // As on a phone, beside the desk; where windows are not opened, the link itself is followed.
              const opened = window.open(
                data.customer?.pageUrl,
                'servus-customer',
                'popup,width=420,height=860,left=2000,top=40',
              )
              if (opened) event.preventDefault()
            }}
          >
            <Icon of={Smartphone} size={16} />
            {t('customer')}
            <span className={css.who}>{data.customer.name}</span>
          </a>
        )}
        {mayTurn && moment && (
          <Button size="s" icon={Clock} busy={busy} onClick={() => turn(moment.at)} title={moment.what}>
            {t('turn', { when: sayWhen(moment.at, 'short') })}
          </Button>
        )}
        {mayTurn && (
          <Menu align="end" trigger={<IconButton icon={Ellipsis} label={t('more')} size="s" />}>
            <MenuItem onSelect={() => turn(plus(now, { minutes: 10 }))}>{t('tenMinutes')}</MenuItem>
            <MenuItem onSelect={() => turn(plus(now, { hours: 1 }))}>{t('oneHour')}</MenuItem>
            <MenuItem onSelect={() => turn(atLocal(addDays(date, 1), MORNING, zone))}>
              {t('tomorrow')}
            </MenuItem>
          </Menu>
        )}
      </span>
    </div>
  )
}
