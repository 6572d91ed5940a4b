import { Link } from '@tanstack/react-router'
import { Mail, MessageCircle, Phone, Plus, UserPlus, X } from 'lucide-react'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { addHandle, removeHandle, sayHandleWorks } from '../../contract/people.ts'
import { useAct } from '../api/queries.ts'
import { useMay } from '../shell/session.tsx'
import { Button } from '../ui/Button.tsx'
import { useSayWhen } from '../ui/clock.tsx'
import { Icon } from '../ui/Icon.tsx'
import { IconButton } from '../ui/IconButton.tsx'
import { Section } from '../ui/Section.tsx'
import { say } from '../ui/toasts.tsx'
import { AddHandle } from './AddHandle.tsx'
import { ShareHandle } from './merge/ShareHandle.tsx'
import css from './Person.module.css'
import type { Person, PersonHandle } from './person-data.ts'

const ICONS = { email: Mail, phone: Phone, chat: MessageCircle }

/** How to reach a person: each with how sure we are of it, and who shares it. */
export function Handles({ person }: { person: Person }) {
  const t = useTranslations('people.handles')
  const may = useMay('people.write')
  const sayWhen = useSayWhen()
  const [adding, setAdding] = useState(false)
  const [sharing, setSharing] = useState<PersonHandle | null>(null)
  const params = { personId: person.id }
  const sure = ({ trust, broughtAt }: PersonHandle) =>
    trust === 'typed' && broughtAt ? t('brought', { when: sayWhen(broughtAt, 'day') }) : t(`trust.${trust}`)
  const add = useAct(addHandle)
  const remove = useAct(removeHandle)
  const works = useAct(sayHandleWorks)
  const takeOff = ({ id, kind, shown, label }: PersonHandle) =>
    remove.mutate(
      { params: { ...params, handleId: id } },
      {
        onSuccess: () =>
          say({
            words: t('removed', { shown }),
            undo: () => add.mutate({ params, body: { kind, value: shown, label } }),
          }),
      },
    )
  return (
    <Section title={t('title')}>
      {person.handles.length === 0 && <p className={css.none}>{t('none')}</p>}
      <ul className={css.rows}>
        {person.handles.map((handle) => (
          <li key={handle.id}>
            <Icon of={ICONS[handle.kind]} size={16} />
            <div className={css.words}>
              <Reach handle={handle} />
              <div className={css.small}>
                {[handle.label, sure(handle)].filter(Boolean).join(' · ')}
                {handle.sharedWith.map((other) => (
                  <span key={other.id}>
                    {' · '}
                    {t.rich('shared', {
                      who: () => (
                        <Link to="/people/$id" params={{ id: other.id }}>
                          {other.name}
                        </Link>
                      ),
                    })}
                  </span>
                ))}
              </div>
              {handle.returnedAt && (
                <div className={css.back}>
                  {handle.returnedWhy
                    ? t('cameBackSaying', {
                        when: sayWhen(handle.returnedAt, 'day'),
                        words: handle.returnedWhy,
                      })
                    : t('cameBack', { when: sayWhen(handle.returnedAt, 'day') })}
                  {may && (
                    <Button
                      size="s"
                      look="quiet"
                      busy={works.isPending}
                      aria-label={t('worksOf', { shown: handle.shown })}
                      onClick={() => works.mutate({ params: { ...params, handleId: handle.id } })}
                    >
                      {t('works')}
                    </Button>
                  )}
                </div>
              )}
            </div>
            {may && (
              <span className={css.acts}>
                <IconButton
                  icon={UserPlus}
                  size="s"
                  tip={false}
                  label={t('share', { shown: handle.shown })}
                  onClick={() => setSharing(handle)}
                />
                <IconButton
                  icon={X}
                  size="s"
                  tip={false}
                  label={t('remove', { shown: handle.shown })}
                  onClick={() => takeOff(handle)}
                />
              </span>
            )}
          </li>
        ))}
      </ul>
      {sharing && <ShareHandle person={person} handle={sharing} onClose={() => setSharing(null)} />}
      {adding && <AddHandle personId={person.id} onClose={() => setAdding(false)} />}
      {may && !adding && (
        <Button look="quiet" size="s" icon={Plus} className={css.add} onClick={() => setAdding(true)}>
          {t('add')}
        </Button>
      )}
    </Section>
  )
}

function Reach({ handle }: { handle: PersonHandle }) {
  if (handle.kind === 'chat') return handle.shown
  const href = handle.kind === 'email' ? `mailto:${handle.value}` : `tel:${handle.value.replace(/;.*/, '')}`
  return <a href={href}>{handle.shown}</a>
}
