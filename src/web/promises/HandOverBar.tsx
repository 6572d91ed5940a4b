import { UserRound } from 'lucide-react'
import { useTranslations } from 'use-intl'
import { ColleagueItems } from '../accounts/ColleagueItems.tsx'
import type { Colleague } from '../accounts/colleagues.ts'
import { Button } from '../ui/Button.tsx'
import { Menu } from '../ui/Menu.tsx'
import { Progress } from '../ui/Progress.tsx'
import { useCovers } from '../ui/use-covers.ts'
import { useAmongUs } from './among-us.ts'
import css from './HandOverBar.module.css'
import type { Chosen } from './use-chosen.ts'
import type { useHandOver } from './use-hand-over.ts'

/** What can be done with the promises that are chosen: hand all of them to a colleague. */
export function HandOverBar({
  chosen,
  shown,
  act,
  open,
  onOpen,
}: {
  chosen: Chosen
  /** how many stand in the list, and their ids */
  shown: readonly string[]
  act: ReturnType<typeof useHandOver>
  /** whether the colleagues are shown */
  open: boolean
  onOpen: (open: boolean) => void
}) {
  const t = useTranslations('promises.many')
  const covers = useCovers('end')
  const count = chosen.promises.length
  const all = count === shown.length
  const give = async (to: Colleague) => {
    const left = await act.handOver(
      chosen.promises.filter((p) => p.owner.id !== to.id),
      to,
    )
    if (left.length === 0) chosen.end()
    else chosen.only(left.map((s) => s.promise.id))
  }
  return (
    <section ref={covers} className={css.bar} aria-label={t('bar')}>
      {act.going ? (
        <Progress label={t('going', act.going)} value={act.going.done} max={act.going.of} />
      ) : (
        <>
          <p className={css.count} role="status">
            {t('count', { count })}
          </p>
          <Button size="s" look="quiet" onClick={() => chosen.only(all ? [] : shown)}>
            {all ? t('none') : t('all', { count: shown.length })}
          </Button>
          <span className={css.end}>
            <Button size="s" look="quiet" onClick={chosen.end}>
              {t('end')}
            </Button>
            <Menu
              open={open && count > 0}
              onOpenChange={onOpen}
              trigger={
                <Button look="filled" size="s" icon={UserRound} keys="a" disabled={count === 0}>
                  {t('give')}
                </Button>
              }
            >
              <ColleagueItems me={(name) => t('toMe', { name })} onChoose={(m) => void give(m)} />
            </Menu>
          </span>
        </>
      )}
    </section>
  )
}

/** Which stayed where they are, each with its reason. */
export function StayedBehind({ act }: { act: ReturnType<typeof useHandOver> }) {
  const t = useTranslations('promises.many')
  const amongUs = useAmongUs()
  if (act.stayed.length === 0) return null
  return (
    <div className={css.stayed} role="alert">
      <p>{t('stayed', { count: act.stayed.length })}</p>
      <ul>
        {act.stayed.map(({ promise, code }) => {
          const why = t.has(`why.${code}` as 'why.other') ? code : 'other'
          return (
            <li key={promise.id}>
              {t('one', { name: promise.to.name, text: amongUs(promise) })} {t(`why.${why}` as 'why.other')}
            </li>
          )
        })}
      </ul>
      <Button size="s" look="quiet" onClick={act.forget}>
        {t('seen')}
      </Button>
    </div>
  )
}
