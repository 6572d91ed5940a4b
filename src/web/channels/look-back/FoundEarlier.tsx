import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'use-intl'
import { listLookBacks } from '../../../contract/look-back.ts'
import { reading } from '../../api/queries.ts'
import { LinkButton } from '../../ui/LinkButton.tsx'
import css from './LookBack.module.css'

/** Above the promises: what older mail holds that nobody looked at yet; nothing where there is nothing. */
export function FoundEarlier() {
  const t = useTranslations('lookBack')
  const { data } = useQuery(reading(listLookBacks, { query: {} }))
  const looks = data?.items.filter((look) => look.open.promises + look.open.unanswered > 0) ?? []
  return looks.map((look) => (
    <div key={look.id} className={css.offer}>
      <p className={css.words}>
        {t('waiting', {
          promises: look.open.promises,
          unanswered: look.open.unanswered,
          address: look.mailbox.address,
        })}
      </p>
      <LinkButton to="/promises/earlier/$mailboxId" params={{ mailboxId: look.mailbox.id }} size="s">
        {t('see')}
      </LinkButton>
    </div>
  ))
}
