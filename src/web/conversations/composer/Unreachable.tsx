import { Link2, Phone } from 'lucide-react'
import { useTranslations } from 'use-intl'
import { makePageLink } from '../../../contract/contact.ts'
import { firstName } from '../../../domain/shared/first-name.ts'
import { useAct } from '../../api/queries.ts'
import { useMay } from '../../shell/session.tsx'
import { Button, buttonClass } from '../../ui/Button.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { say } from '../../ui/toasts.tsx'
import css from './Unreachable.module.css'

/** Says that written words would reach nobody, and what would: a link to their own page, or the telephone. */
export function Unreachable({
  person,
  telephones,
}: {
  person: { id: string; name: string }
  telephones: readonly string[]
}) {
  const t = useTranslations('conversations.unreachable')
  const may = useMay('people.write')
  const make = useAct(makePageLink)
  const name = firstName(person.name)
  const link = async () => {
    const made = await make.mutateAsync({ params: { personId: person.id as never } }).catch(() => null)
    if (!made) return
    const copied = await navigator.clipboard.writeText(made.url).then(
      () => true,
      () => false,
    )
    say({ words: t('made', { name }), detail: copied ? t('copied', { name }) : made.url, lasts: 15_000 })
  }
  return (
    <div className={css.place} role="status">
      <p className={css.words}>{t('words', { name })}</p>
      <div className={css.acts}>
        {may && (
          <Button size="s" icon={Link2} busy={make.isPending} onClick={() => void link()}>
            {t('make', { name })}
          </Button>
        )}
        {telephones.slice(0, 2).map((telephone) => (
          <a
            key={telephone}
            href={`tel:${telephone.replace(/[^+\d]/g, '')}`}
            className={buttonClass({ size: 's', look: 'quiet' })}
          >
            <Icon of={Phone} size={16} />
            {t('call', { telephone })}
          </a>
        ))}
      </div>
    </div>
  )
}
