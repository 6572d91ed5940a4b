import { Phone } from 'lucide-react'
import { useTranslations } from 'use-intl'
import { Button, type ButtonLook } from '../ui/Button.tsx'
import { LinkButton } from '../ui/LinkButton.tsx'
import { Popover } from '../ui/Popover.tsx'
import { VisuallyHidden } from '../ui/VisuallyHidden.tsx'
import { leadsTo } from './leads-to.ts'
import css from './TodayPage.module.css'
import type { TodayItem } from './why.ts'

/** Shows the number to call, and leads on to the promise for what comes after. */
export function CallButton({
  item,
  telephone,
  look,
}: {
  item: TodayItem
  telephone: string
  look: ButtonLook
}) {
  const t = useTranslations('today')
  const name = item.person?.name ?? item.colleague ?? ''
  const to = leadsTo(item)
  return (
    <Popover
      align="end"
      title={t('call.title', { name })}
      trigger={
        <Button look={look} icon={Phone}>
          {t('act.call')}
          <VisuallyHidden> {name}</VisuallyHidden>
        </Button>
      }
    >
      <div className={css.call}>
        <a className={css.number} href={`tel:${telephone.replace(/[^\d+]/g, '')}`}>
          {telephone}
        </a>
        {to && (
          <LinkButton {...to} search={{ do: 'update' } as never}>
            {t('act.noNews')}
          </LinkButton>
        )}
        {to && (
          <LinkButton {...to} look="quiet">
            {t('call.after')}
          </LinkButton>
        )}
      </div>
    </Popover>
  )
}
