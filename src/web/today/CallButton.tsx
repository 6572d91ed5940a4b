import { Check, Phone } from 'lucide-react'
import { useTranslations } from 'use-intl'
import { keepPromise } from '../../contract/promises.ts'
import { firstName } from '../../domain/shared/first-name.ts'
import { useAct } from '../api/queries.ts'
import { useMay } from '../shell/session.tsx'
import { Button, type ButtonLook } from '../ui/Button.tsx'
import { LinkButton } from '../ui/LinkButton.tsx'
import { Popover } from '../ui/Popover.tsx'
import { say } from '../ui/toasts.tsx'
import { VisuallyHidden } from '../ui/VisuallyHidden.tsx'
import { leadsTo } from './leads-to.ts'
import css from './TodayPage.module.css'
import type { TodayItem } from './why.ts'

/** Shows the number to call; once spoken, the promise is kept from here, or it leads on to say how it stands. */
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
  const p = useTranslations('promises')
  const name = item.person?.name ?? item.colleague ?? ''
  const to = leadsTo(item)
  const may = useMay('promises.write')
  const keep = useAct(keepPromise, {
    onSuccess: () =>
      say({
        words: p(item.person ? 'keptSaid' : 'keptForColleague', { name: firstName(name) }),
      }),
  })
  const { promiseId, promiseVersion } = item
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
        {may && item.kind === 'promise' && promiseId && promiseVersion !== null && (
          <Button
            icon={Check}
            busy={keep.isPending || keep.isSuccess}
            onClick={() => keep.mutate({ params: { promiseId }, body: { version: promiseVersion } })}
          >
            {t('call.kept')}
          </Button>
        )}
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
