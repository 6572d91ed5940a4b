import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { ArrowLeft } from 'lucide-react'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { beginFolderImport, listMailFolders } from '../../contract/imports.ts'
import { listMailboxes } from '../../contract/mailboxes.ts'
import type { MailboxId } from '../../domain/shared/ids.ts'
import { Problem } from '../api/call.ts'
import { reading, useAct } from '../api/queries.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog, DialogClose } from '../ui/Dialog.tsx'
import { Select } from '../ui/Select.tsx'
import { TextArea } from '../ui/TextArea.tsx'
import { TextField } from '../ui/TextField.tsx'
import { Checkbox } from '../ui/Toggle.tsx'
import css from './Imports.module.css'
import { useTrouble } from './use-trouble.ts'

const BLANK = { host: '', port: '993', username: '', password: '', caPem: '' }

/** Which folders of which mailbox are brought along; of a mailbox that is not connected, name and password just for this. */
export function FoldersDialog({ onClose }: { onClose: () => void }) {
  const t = useTranslations('imports.folders')
  const m = useTranslations('settings.mailboxes')
  const navigate = useNavigate()
  const sayTrouble = useTrouble()
  const boxes = useQuery(reading(listMailboxes))
  const open = boxes.data?.items.filter((box) => !box.archived && box.imap) ?? []
  const [chosen, setChosen] = useState<string | null>(null)
  const [unfolded, setUnfolded] = useState(false)
  const [typed, setTyped] = useState(BLANK)
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set())
  const list = useAct(listMailFolders, {
    quiet: true,
    onSuccess: ({ items }) => setPicked(new Set(items.filter((f) => !f.left).map((f) => f.path))),
  })
  const begin = useAct(beginFolderImport, {
    onSuccess: ({ id }) => void navigate({ to: '/settings/imports/$id', params: { id } }),
  })
  const mailbox = chosen ?? open[0]?.id ?? 'other'
  const other = mailbox === 'other'
  const from = other
    ? {
        server: {
          ...typed,
          ...{ port: Number(typed.port) || 993, tls: true, caPem: typed.caPem.trim() || null },
        },
      }
    : { mailboxId: mailbox as MailboxId }
  const found = list.data?.items
  const all = found !== undefined && picked.size === found.length
  const field = (name: keyof typeof BLANK) => ({
    value: typed[name],
    onChange: (event: { target: { value: string } }) => setTyped({ ...typed, [name]: event.target.value }),
  })
  const trouble =
    list.error &&
    (list.error instanceof Problem && list.error.values.reason
      ? String(list.error.values.reason)
      : sayTrouble(list.error).words)
  const toggle = (path: string, on: boolean) => {
    const next = new Set(picked)
    if (on) next.add(path)
    else next.delete(path)
    setPicked(next)
  }
  return (
    <Dialog
      open
      onOpenChange={(is) => !is && onClose()}
      title={t('title')}
      lede={t('words')}
      actions={
        <>
          {found ? (
            <Button
              look="filled"
              busy={begin.isPending}
              disabled={picked.size === 0}
              onClick={() => begin.mutate({ body: { ...from, folders: [...picked] } })}
            >
              {t('choose', { count: picked.size })}
            </Button>
          ) : (
            <Button
              look="filled"
              busy={list.isPending}
              disabled={other && (!typed.host || !typed.username)}
              onClick={() => list.mutate({ body: from })}
            >
              {t('look')}
            </Button>
          )}
          <DialogClose render={<Button look="quiet">{t('cancel')}</Button>} />
        </>
      }
    >
      {found ? (
        <>
          <div className={css.chips}>
            <Button size="s" look="quiet" icon={ArrowLeft} onClick={() => list.reset()}>
              {t('back')}
            </Button>
            <Button
              size="s"
              look="quiet"
              onClick={() => setPicked(new Set(all ? [] : found.map((f) => f.path)))}
            >
              {t(all ? 'none' : 'all')}
            </Button>
          </div>
          <fieldset className={css.folders}>
            <legend className="sr-only">{t('title')}</legend>
            {found.map((f) => (
              <Checkbox
                key={f.path}
                label={f.name}
                hint={[f.inside.join(' › '), t('mails', { mails: f.mails })].filter(Boolean).join(' · ')}
                checked={picked.has(f.path)}
                onChange={(on) => toggle(f.path, on)}
              />
            ))}
          </fieldset>
        </>
      ) : (
        <>
          {open.length > 0 && (
            <Select
              label={t('mailbox')}
              value={mailbox}
              onChange={setChosen}
              choices={[
                ...open.map((box) => ({ value: box.id as string, label: box.address })),
                { value: 'other', label: t('other') },
              ]}
            />
          )}
          {other && (
            <>
              <TextField
                label={t('host')}
                autoComplete="off"
                spellCheck={false}
                placeholder="imap.example.com"
                {...field('host')}
              />
              <TextField label={t('port')} inputMode="numeric" {...field('port')} />
              <TextField label={t('username')} autoComplete="off" spellCheck={false} {...field('username')} />
              <TextField
                label={t('password')}
                type="password"
                hint={t('passwordHint')}
                autoComplete="new-password"
                {...field('password')}
              />
              <details
                className={css.own}
                open={unfolded}
                onToggle={(event) => setUnfolded(event.currentTarget.open)}
              >
                <summary>{m('ca')}</summary>
                <TextArea
                  label={m('caLabel')}
                  hint={m('caHint')}
                  optional
                  rows={3}
                  spellCheck={false}
                  {...field('caPem')}
                />
              </details>
            </>
          )}
          {trouble && (
            <p className={css.trouble} role="alert">
              {trouble}
            </p>
          )}
        </>
      )}
    </Dialog>
  )
}
