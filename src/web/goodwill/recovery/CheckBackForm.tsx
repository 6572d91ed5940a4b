import { type FormEvent, type RefObject, useState } from 'react'
import { useTranslations } from 'use-intl'
import { promiseCheckBack } from '../../../contract/recovery.ts'
import { hearDeed } from '../../../domain/promises/hearing/heard-deed.ts'
import { saidOf } from '../../../domain/promises/said-of.ts'
import { firstName } from '../../../domain/shared/first-name.ts'
import { useAct } from '../../api/queries.ts'
import { newId } from '../../conversations/new-id.ts'
import { DueField, NO_DUE } from '../../promises/DueField.tsx'
import form from '../../promises/Form.module.css'
import { useDueContext } from '../../promises/schedule.ts'
import { useHasPage } from '../../promises/use-has-page.ts'
import { useSession } from '../../shell/session.tsx'
import { Button } from '../../ui/Button.tsx'
import { useSayWhen } from '../../ui/clock.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { say } from '../../ui/toasts.tsx'
import css from './Recovery.module.css'
import { type Case, useAfterSteps } from './recovery-data.ts'

/** Promises when we look after them again: a promise of the ledger, heard and dated as any other. */
export function CheckBackForm({
  one,
  held,
  place,
}: {
  one: Case
  /** closing was held because there is none */
  held: boolean
  place: RefObject<HTMLFormElement | null>
}) {
  const t = useTranslations('amends.look')
  const m = useTranslations('promises.make')
  const { member, workspace } = useSession()
  const sayWhen = useSayWhen()
  const ctx = useDueContext(one.siteId)
  const name = firstName(one.person.name)
  const hasPage = useHasPage(one.person.id)
  const [words, setWords] = useState(() => t('words', { me: firstName(member.name) }))
  const [due, setDue] = useState(NO_DUE)
  const [tried, setTried] = useState(false)
  // The same until it is made: sent again over a bad line it is promised once.
  const [id] = useState(() => newId<'promise'>())
  const promise = useAct(promiseCheckBack)
  const { waits, after } = useAfterSteps(one)
  const heard = hearDeed(words, ctx) ?? undefined
  const text = saidOf(heard?.what ?? words, firstName(member.name), [workspace.language])
  const at = due.at ?? (due.text === '' && heard?.due.kind === 'at' ? heard.due.instant : null)
  const send = (event: FormEvent) => {
    event.preventDefault()
    event.stopPropagation()
    setTried(true)
    if (words.trim() === '' || !at || promise.isPending) return
    const saidAs = due.text.trim() || (heard?.saidAs ?? null)
    after((version) =>
      promise.mutate(
        { params: { recoveryId: one.id }, body: { id, text, due: at, saidAs, version } },
        { onSuccess: () => say({ words: t('promised', { name, by: sayWhen(at, 'by') }) }) },
      ),
    )
  }
  return (
    <form ref={place} className={form.form} onSubmit={send} noValidate>
      {held && (
        <p role="alert" className={css.held}>
          {t('held')}
        </p>
      )}
      <div className={css.sides}>
        <TextField
          label={t('what')}
          value={words}
          autoComplete="off"
          onChange={(event) => setWords(event.target.value)}
          error={tried && words.trim() === '' ? m('whatMissing') : undefined}
        />
        <DueField
          label={t('when')}
          below
          value={due}
          onChange={setDue}
          siteId={one.siteId}
          heard={heard}
          hint={
            due.text === '' && at
              ? m('heardDue', { by: sayWhen(at, 'by') })
              : t(hasPage ? 'seen' : 'unseen', { name })
          }
          error={tried && !at ? m('dueMissing') : undefined}
        />
      </div>
      <div className={form.acts}>
        <Button type="submit" busy={waits || promise.isPending}>
          {t('act')}
        </Button>
      </div>
    </form>
  )
}
