import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslations } from 'use-intl'
import { changeBelieved, readBelieved } from '../../../contract/believed.ts'
import { isBelieved, readServer } from '../../../domain/channels/authenticity.ts'
import type { MailboxId } from '../../../domain/shared/ids.ts'
import { reading, useAct } from '../../api/queries.ts'
import { Button } from '../../ui/Button.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Section } from '../../ui/Section.tsx'
import { SkeletonLines } from '../../ui/Skeleton.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { say } from '../../ui/toasts.tsx'
import { VisuallyHidden } from '../../ui/VisuallyHidden.tsx'
import css from './Believed.module.css'

/** Whose word about forged senders counts for a mailbox, whose stands on the mails that came, and what happens to what fails. */
export function BelievedServers({ mailboxId }: { mailboxId: MailboxId }) {
  const t = useTranslations('believed')
  const params = { mailboxId }
  const query = useQuery(reading(readBelieved, { params }))
  const change = useAct(changeBelieved)
  const { data } = query
  const set = (servers: string[], words: string) => {
    const before = data?.servers ?? []
    const undo = () => change.mutate({ params, body: { servers: before } })
    change.mutate({ params, body: { servers } }, { onSuccess: () => say({ words, undo }) })
  }
  return (
    <Section title={t('title')}>
      <p className={css.lede}>{t('lede')}</p>
      {query.isPending && <SkeletonLines count={2} />}
      {query.isError && !data && <ErrorState retry={() => void query.refetch()} />}
      {data && (
        <>
          {data.servers.length === 0 && (
            <p className={css.none} role="status">
              {t('none')} {t(data.seen.length > 0 ? 'choose' : 'wait')}
            </p>
          )}
          <ul className={css.rows}>
            {data.servers.map((server) => (
              <li key={server}>
                <span className={css.name}>{server}</span>
                <span className={css.small}>{t('isBelieved')}</span>
                <Button
                  size="s"
                  look="quiet"
                  onClick={() =>
                    set(
                      data.servers.filter((s) => s !== server),
                      t('removed', { server }),
                    )
                  }
                >
                  {t('remove')}
                  <VisuallyHidden> {server}</VisuallyHidden>
                </Button>
              </li>
            ))}
            {data.seen
              .filter(({ server }) => !isBelieved(server, data.servers))
              .map(({ server, mails, likely }) => (
                <li key={server}>
                  <span className={css.name}>{server}</span>
                  <span className={css.small}>
                    {t('seen', { mails, of: data.mails })} {t(likely ? 'likely' : 'unlikely')}
                  </span>
                  <Button
                    size="s"
                    look={likely ? 'outline' : 'quiet'}
                    onClick={() => set([...data.servers, server], t('added', { server }))}
                  >
                    {t('believe')}
                    <VisuallyHidden> {server}</VisuallyHidden>
                  </Button>
                </li>
              ))}
          </ul>
          <AddServer
            onAdd={(server) => set([...new Set([...data.servers, server])], t('added', { server }))}
          />
          <details className={css.what}>
            <summary>{t('what')}</summary>
            <ul>
              {(['stranger', 'none_asked', 'known', 'subject', 'passed'] as const).map((rule) => (
                <li key={rule}>{t(`rules.${rule}`)}</li>
              ))}
            </ul>
          </details>
        </>
      )}
    </Section>
  )
}

function AddServer({ onAdd }: { onAdd: (server: string) => void }) {
  const t = useTranslations('believed')
  const [value, setValue] = useState('')
  const [wrong, setWrong] = useState(false)
  const send = (event: FormEvent) => {
    event.preventDefault()
    const server = readServer(value)
    setWrong(server === null)
    if (server === null) return
    onAdd(server)
    setValue('')
  }
  return (
    <form className={css.add} onSubmit={send} noValidate>
      <TextField
        label={t('other')}
        hint={t('otherHint')}
        error={wrong ? t('otherWrong') : undefined}
        value={value}
        maxLength={255}
        autoComplete="off"
        onChange={(event) => {
          setValue(event.target.value)
          setWrong(false)
        }}
      />
      <Button type="submit">{t('believe')}</Button>
    </form>
  )
}
