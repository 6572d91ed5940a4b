import { type ErrorComponentProps, useRouter } from '@tanstack/react-router'
import { RotateCw } from 'lucide-react'
import { useEffect } from 'react'
import { useTranslations } from 'use-intl'
import { outbox, useWaiting } from '../../api/waits.ts'
import { PublicPage } from '../../shell/PublicPage.tsx'
import { Button } from '../../ui/Button.tsx'
import { Section } from '../../ui/Section.tsx'
import css from './Waiting.module.css'
import { WaitingList } from './WaitingList.tsx'

/** How often it is looked whether the line is back (ms). */
const LOOK = 5_000

/** The app opened without a line: says so, shows what waits here to be sent, and opens again once the line is back. */
export function NoLine({ reset }: ErrorComponentProps) {
  const t = useTranslations('shell.offline')
  const trouble = useTranslations('shell.trouble')
  const router = useRouter()
  const waiting = useWaiting()
  useEffect(() => {
    const again = () => {
      reset()
      void router.invalidate()
    }
    const timer = setInterval(async () => {
      // Asked beside the store, which would show the page as coming each time.
      const there = await fetch('/api/session').catch(() => null)
      if (there?.ok) again()
    }, LOOK)
    addEventListener('online', again)
    return () => {
      clearInterval(timer)
      removeEventListener('online', again)
    }
  }, [reset, router])
  useEffect(() => outbox.readAgain(), [])
  return (
    <PublicPage title={trouble('offline')} lede={t('opensAgain')}>
      <Button
        icon={RotateCw}
        onClick={() => {
          reset()
          void router.invalidate()
        }}
      >
        {t('tryAgain')}
      </Button>
      {waiting.length > 0 && (
        <Section title={t('title')} className={css.below}>
          <WaitingList />
        </Section>
      )}
    </PublicPage>
  )
}
