import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { readContact, switchNames } from '../../contract/door.ts'
import { reading } from '../api/queries.ts'
import { useMay } from '../shell/session.tsx'
import { Button } from '../ui/Button.tsx'
import { PartState } from '../ui/PartState.tsx'
import { Section } from '../ui/Section.tsx'
import css from './Contact.module.css'
import { ContactHistory } from './ContactHistory.tsx'
import type { ContactWith } from './contact-data.ts'
import { KeepForm } from './KeepForm.tsx'
import { RecordConsent } from './RecordConsent.tsx'

/** What a person gets from us by ourselves and why; what they said about it, and how the last words fared. */
export function ContactSection({ personId }: { personId: string }) {
  const t = useTranslations('contact.section')
  const may = useMay('people.write')
  const [open, setOpen] = useState<'consent' | 'keep' | null>(null)
  const query = useQuery(reading(readContact, { params: { personId: personId as never } }))
  const { data } = query
  const close = () => setOpen(null)
  return (
    <Section title={t('title')}>
      <PartState query={query} count={3} />
      {data && <Gets contact={data} />}
      {data && open === 'consent' && <RecordConsent personId={personId} onClose={close} />}
      {data && open === 'keep' && <KeepForm personId={personId} contact={data} onClose={close} />}
      {may && data && open === null && (
        <div className={css.acts}>
          <Button look="quiet" size="s" onClick={() => setOpen('consent')}>
            {t('consent')}
          </Button>
          <Button look="quiet" size="s" onClick={() => setOpen('keep')}>
            {t('keep')}
          </Button>
        </div>
      )}
      {data && <ContactHistory contact={data} />}
    </Section>
  )
}

function Gets({ contact }: { contact: ContactWith }) {
  const t = useTranslations('contact')
  if (contact.never) return <p className={css.never}>{t(`section.never.${contact.never}`)}</p>
  const ways = (name: (typeof switchNames)[number]) =>
    contact.switches
      .filter((s) => s.name === name && s.on)
      .map((s) => t(`way.${s.channel}`))
      .join(', ')
  const { from, to } = contact.hours
  const [zone = ''] = contact.zones
  return (
    <>
      {contact.switches.length === 0 && <p className={css.none}>{t('section.nowhere')}</p>}
      {contact.switches.length > 0 && (
        <dl className={css.gets}>
          {switchNames.map((name) => (
            <div key={name} className={ways(name) ? undefined : css.off}>
              <dt>{t(`switch.${name}`)}</dt>
              <dd>{ways(name) || t('section.no')}</dd>
            </div>
          ))}
        </dl>
      )}
      <p className={css.hours}>
        {contact.anyHour
          ? t('section.anyHour')
          : t('section.hours', {
              from,
              to,
              zone: zone.replaceAll('_', ' '),
              zones: contact.zones.length,
            })}
      </p>
    </>
  )
}
