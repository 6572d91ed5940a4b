import { useQuery } from '@tanstack/react-query'
import { useId } from 'react'
import { useTranslations } from 'use-intl'
import type { ReplyOf } from '../../../contract/endpoint.ts'
import { changeSending, readSending } from '../../../contract/sending.ts'
import { FROM_NAMES, type FromName, fromName } from '../../../domain/conversations/from-name.ts'
import { reading, useAct } from '../../api/queries.ts'
import { useSession } from '../../shell/session.tsx'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Radios } from '../../ui/Radios.tsx'
import { Section } from '../../ui/Section.tsx'
import { SkeletonLines } from '../../ui/Skeleton.tsx'
import { TextArea } from '../../ui/TextArea.tsx'
import { Checkbox } from '../../ui/Toggle.tsx'
import { say } from '../../ui/toasts.tsx'
import form from '../Form.module.css'
import { looksLikeEmail, useForm } from '../use-form.ts'
import { useMeanwhile } from '../use-meanwhile.ts'
import { SaveTrouble } from './SaveTrouble.tsx'
import css from './Settings.module.css'
import { SignatureFields, writtenOf } from './SignatureFields.tsx'
import type { Mailbox } from './settings-data.ts'
import { useReread } from './use-reread.ts'

/** How a mailbox sends: under which name, from which addresses, with which words below. */
export function SendingDialog({ mailbox, onClose }: { mailbox: Mailbox; onClose: () => void }) {
  const t = useTranslations('settings.sending')
  const params = { mailboxId: mailbox.id }
  const { data, isError, refetch } = useQuery(reading(readSending, { params }))
  if (data) return <Fields mailbox={mailbox} present={data} onClose={onClose} />
  return (
    <Dialog open size="l" onOpenChange={(open) => !open && onClose()} title={t('title')}>
      {isError ? <ErrorState retry={() => void refetch()} /> : <SkeletonLines count={6} />}
    </Dialog>
  )
}

function Fields({
  mailbox,
  present,
  onClose,
}: {
  mailbox: Mailbox
  present: ReplyOf<typeof readSending>
  onClose: () => void
}) {
  const t = useTranslations('settings.sending')
  const s = useTranslations('settings.signature')
  const f = useTranslations('form')
  const formId = useId()
  const { member } = useSession()
  const reread = useReread()
  const act = useAct(changeSending, {
    quiet: true,
    onSuccess: () => {
      say({ words: f('saved') })
      onClose()
    },
  })
  const values = {
    fromName: present.fromName as FromName,
    aliases: present.aliases.join('\n'),
    signature: present.signature as Record<string, string>,
    plusReplies: present.plusReplies,
  }
  const fields = useForm(values, {
    error: act.error,
    check: (v) => {
      const wrong = linesOf(v.aliases).find((address) => !looksLikeEmail(address))
      return { aliases: wrong === undefined ? undefined : t('aliasWrong', { address: wrong }) }
    },
  })
  const { version, met } = useMeanwhile(fields, { values, version: present.version }, { error: act.error })
  const save = fields.submit(({ fromName, aliases, signature, plusReplies }) =>
    act.mutate(
      {
        params: { mailboxId: mailbox.id },
        body: {
          ...{ fromName, aliases: linesOf(aliases), signature: writtenOf(signature) },
          ...{ plusReplies, version },
        },
      },
      { onError: reread },
    ),
  )
  const exampleOf = (how: FromName) => fromName(how, member.name, mailbox.displayName)
  return (
    <Dialog
      open
      size="l"
      onOpenChange={(open) => !open && onClose()}
      title={t('title')}
      lede={mailbox.address}
      actions={
        <Button type="submit" form={formId} look="filled" busy={act.isPending}>
          {f('save')}
        </Button>
      }
    >
      <form id={formId} noValidate onSubmit={save} className={form.fields}>
        <Radios
          label={t('fromName')}
          value={fields.values.fromName}
          onChange={(how) => fields.set('fromName', how)}
          radios={FROM_NAMES.map((how) => ({
            value: how,
            label: exampleOf(how),
            hint: t(`fromNames.${how}`),
          }))}
        />
        <TextArea
          label={t('aliases')}
          hint={t('aliasesHint', { address: mailbox.address })}
          rows={3}
          spellCheck={false}
          autoComplete="off"
          inputMode="email"
          {...fields.text('aliases')}
        />
        <Checkbox
          label={t('plusReplies')}
          hint={t('plusRepliesHint', { address: mailbox.address.replace('@', '+a1b2@') })}
          checked={fields.values.plusReplies}
          onChange={(plusReplies) => fields.set('plusReplies', plusReplies)}
        />
        <Section title={s('house')} level={3} className={css.part}>
          <p className={css.lede}>{s('houseLede')}</p>
          <SignatureFields
            texts={fields.values.signature}
            onTexts={(signature) => fields.set('signature', signature)}
            error={fields.wrongAt('signature')}
            label={(language) => s('words', { language })}
          />
        </Section>
      </form>
      <SaveTrouble
        whole={fields.whole}
        met={met}
        says={{
          labels: {
            ...{ fromName: t('fromName'), aliases: t('aliases'), signature: s('house') },
            plusReplies: t('plusReplies'),
          },
          words: (field, value) => (field === 'fromName' ? exampleOf(value as FromName) : undefined),
        }}
      />
    </Dialog>
  )
}

function linesOf(text: string): string[] {
  return text.split(/[\s,;]+/).filter(Boolean)
}
