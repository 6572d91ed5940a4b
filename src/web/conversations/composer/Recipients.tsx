import { X } from 'lucide-react'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { Button } from '../../ui/Button.tsx'
import { Icon } from '../../ui/Icon.tsx'
import type { Address, Talk } from '../talk.ts'
import { type Draft, writeDraft } from './drafts.ts'
import css from './Recipients.module.css'
import { Unreachable } from './Unreachable.tsx'

/** What looks like an e-mail address. */
export const ADDRESS = /^[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+$/

/** To whom a reply goes, all of them in sight; pressed, they can be taken away and others added. */
export function Recipients({ talk, draft }: { talk: Talk; draft: Draft }) {
  const t = useTranslations('conversations.recipients')
  const [editing, setEditing] = useState(false)
  const to = draft.to ?? talk.replyTo.to
  const cc = draft.cc ?? talk.replyTo.cc
  const bcc = draft.bcc ?? []
  const [blind, setBlind] = useState(false)
  if (talk.replyTo.by === 'page' && draft.to === null && !editing)
    return (
      <span className={css.sum}>
        {t('to')} <b>{talk.person?.name}</b> {t('onPage')}
      </span>
    )
  if (talk.replyTo.by === 'no_link' && talk.person && draft.to === null && !editing)
    return <Unreachable person={talk.person} telephones={talk.personCard?.telephones ?? []} />
  if (talk.replyTo.by === 'none' && !talk.replyTo.from)
    return <span className={css.nobody}>{t(talk.person ? 'noMailbox' : 'nobody')}</span>
  if (!editing)
    return (
      <button type="button" className={css.sum} onClick={() => setEditing(true)} aria-expanded={false}>
        {to.length === 0 ? (
          t('nobodyYet')
        ) : (
          <>
            {t('to')} <Whole list={to} />
          </>
        )}
        {cc.length > 0 && (
          <>
            {' · '}
            {t('cc')} <Whole list={cc} />
          </>
        )}
        {bcc.length > 0 && (
          <>
            {' · '}
            {t('bcc')} <Whole list={bcc} />
          </>
        )}
      </button>
    )
  return (
    <div className={css.edit}>
      <Chosen label={t('to')} list={to} onChange={(next) => writeDraft(talk.id, { to: next, cc })} />
      <Chosen label={t('cc')} list={cc} onChange={(next) => writeDraft(talk.id, { to, cc: next })} />
      {blind || bcc.length > 0 ? (
        <Chosen
          label={t('bcc')}
          list={bcc}
          onChange={(next) => writeDraft(talk.id, { to, cc, bcc: next.length > 0 ? next : null })}
        />
      ) : (
        <button type="button" className={css.other} onClick={() => setBlind(true)}>
          {t('addBcc')}
        </button>
      )}
      <Button size="s" look="quiet" onClick={() => setEditing(false)}>
        {t('done')}
      </Button>
    </div>
  )
}

function Whole({ list }: { list: readonly Address[] }) {
  return list.map((a, n) => (
    <span key={a.address}>
      {n > 0 && ', '}
      {a.name && a.name !== a.address && <b>{a.name} </b>}
      {a.address}
    </span>
  ))
}

/** Addresses one by one, each to be taken away, and a place to add another. */
export function Chosen({
  label,
  list,
  onChange,
}: {
  label: string
  list: readonly Address[]
  onChange: (list: Address[]) => void
}) {
  const t = useTranslations('conversations.recipients')
  const [typed, setTyped] = useState('')
  const [wrong, setWrong] = useState(false)
  const add = () => {
    const address = typed.trim().replace(/[,;]$/, '')
    if (address === '') return setWrong(false)
    if (!ADDRESS.test(address)) return setWrong(true)
    if (!list.some((a) => a.address === address)) onChange([...list, { name: '', address }])
    setTyped('')
    setWrong(false)
  }
  return (
    <div className={css.row}>
      <span className={css.label}>{label}</span>
      {list.map((a) => (
        <span key={a.address} className={css.one}>
          {a.name ? `${a.name} <${a.address}>` : a.address}
          <button
            type="button"
            aria-label={t('remove', { address: a.address })}
            onClick={() => onChange(list.filter((other) => other.address !== a.address))}
          >
            <Icon of={X} size={14} />
          </button>
        </span>
      ))}
      <input
        type="email"
        className={css.input}
        aria-label={t('add', { label })}
        aria-invalid={wrong || undefined}
        placeholder={t('addShort')}
        autoComplete="off"
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        onBlur={add}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' && event.key !== ',') return
          event.preventDefault()
          add()
        }}
      />
      {wrong && (
        <span className={css.wrong} role="alert">
          {t('wrong')}
        </span>
      )}
    </div>
  )
}
