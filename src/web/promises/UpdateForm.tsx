import { Phone } from 'lucide-react'
import { type FormEvent, useEffect, useRef, useState } from 'react'
import { useLocale, useTranslations } from 'use-intl'
import { keepPromise, updatePromise } from '../../contract/promises.ts'
import { firstName } from '../../domain/shared/first-name.ts'
import { updateWords } from '../../words/update-words.ts'
import { useAct } from '../api/queries.ts'
import { useBeforehand } from '../contact/beforehand.ts'
import { Unreachable } from '../conversations/composer/Unreachable.tsx'
import { useSession } from '../shell/session.tsx'
import { Button } from '../ui/Button.tsx'
import { useSayWhen } from '../ui/clock.tsx'
import { useVerb } from '../ui/hotkeys.tsx'
import { Segmented } from '../ui/Segmented.tsx'
import { TextArea } from '../ui/TextArea.tsx'
import { TextField } from '../ui/TextField.tsx'
import { Checkbox } from '../ui/Toggle.tsx'
import { say } from '../ui/toasts.tsx'
import type { PromiseShown } from './by-day.ts'
import { ChangedMeanwhile, useAsSeen } from './ChangedMeanwhile.tsx'
import { DueField, NO_DUE, type TypedDue } from './DueField.tsx'
import { useLetterWords } from './letter-words.ts'
import { useToldBy } from './told-by.ts'
import css from './UpdateForm.module.css'

export type UpdateKind = 'news' | 'none'

/** Tells how a promise stands, or that there is no news yet, why, and by when the next word comes. */
export function UpdateForm({
  promise,
  begin = 'none',
  asked = false,
  onDone,
  onTyped,
}: {
  promise: PromiseShown
  begin?: UpdateKind
  /** somebody came here to say it: the words to be typed have the focus */
  asked?: boolean
  onDone?: () => void
  /** whether something stands in it that would be lost with it */
  onTyped?: (typed: boolean) => void
}) {
  const t = useTranslations('promises.update')
  const quote = useTranslations('promises')
  const sayWhen = useSayWhen()
  const { member } = useSession()
  const [kind, setKind] = useState<UpdateKind>(begin)
  const [words, setWords] = useState('')
  const [next, setNext] = useState<TypedDue>(NO_DUE)
  const [done, setDone] = useState(false)
  const [called, setCalled] = useState(false)
  const [tried, setTried] = useState(false)
  const [sending, setSending] = useState(false)
  const tell = useAct(updatePromise)
  const keep = useAct(keepPromise)
  const form = useRef<HTMLFormElement>(null)
  const { toldBy: way, siteId, mailTo, hasPage } = useToldBy(promise)
  useEffect(() => {
    if (asked) form.current?.querySelector<HTMLElement>('input[type=text], textarea')?.focus()
  }, [asked])
  const name = firstName(promise.to.name)
  const beforehand = useBeforehand(promise.id, way === 'email' && !called, promise.telephone !== null)
  const letter = useLetterWords(promise.id, way === 'email' && !called)
  // Where no mail would leave, their own page still shows it.
  const onPage = !called && beforehand?.denied === true && hasPage
  const shown = onPage || (way === 'page' && !called)
  // Where nothing written arrives, it is told by whoever serves, and then put down.
  const reachable = called || shown || (way !== 'nowhere' && !(beforehand?.denied === true && !hasPage))
  const toldBy = called ? 'phone' : shown ? 'page' : way
  const { seen, changed, goOn } = useAsSeen(promise)
  const typed = words.trim() !== '' || next.text !== ''
  // Who has written nothing yet writes on what stands there now; what one says oneself is no surprise.
  if (changed && !typed && !sending) goOn()
  const overtaken = changed && typed && !sending
  useEffect(() => onTyped?.(typed), [typed, onTyped])
  const wordMissing = tried && words.trim() === ''
  const nextMissing = tried && kind === 'none' && !next.at

  const send = async (by: typeof toldBy | 'in_person' = toldBy) => {
    setTried(true)
    if (
      by === 'nowhere' ||
      overtaken ||
      sending ||
      words.trim() === '' ||
      (kind === 'none' && !next.at) ||
      (next.text !== '' && !next.at)
    ) {
      requestAnimationFrame(() => form.current?.querySelector<HTMLElement>('[aria-invalid]')?.focus())
      return
    }
    const body =
      kind === 'none'
        ? { kind: 'no_progress' as const, text: '', reason: words.trim() }
        : { kind: done ? ('ready' as const) : ('progress' as const), text: words.trim() }
    setSending(true)
    try {
      const told = await tell.mutateAsync({
        params: { promiseId: promise.id },
        body: { ...body, nextUpdateDue: done ? null : next.at, toldBy: by, version: seen.version },
      })
      if (done) await keep.mutateAsync({ params: { promiseId: promise.id }, body: { version: told.version } })
      say({
        words: done
          ? t('toldAndKept', { name })
          : by === 'page'
            ? t('putOnPage', { name })
            : t('told', { name }),
      })
      setWords('')
      setNext(NO_DUE)
      setTried(false)
      setCalled(false)
      onDone?.()
    } catch {
      // said at the foot of the screen; what was written stays in the form
    } finally {
      setSending(false)
    }
  }
  useVerb({
    id: 'promise.tell',
    label: t('tell', { name }),
    keys: 'mod+enter',
    enabled: reachable && !overtaken,
    run: () => void send(),
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (reachable) void send()
  }
  const said = words.trim()
  const list = new Intl.ListFormat(useLocale(), { style: 'long', type: 'conjunction' })
  const nextWord = next.at && !done ? sayWhen(next.at) : null
  const gets =
    toldBy === 'email'
      ? updateWords(letter, {
          kind: kind === 'none' ? 'no_progress' : done ? 'ready' : 'progress',
          promise: promise.text,
          text: kind === 'none' ? '' : said,
          reason: kind === 'none' ? said : null,
          by: nextWord,
          from: member.name,
          owner: promise.owner.name,
        }).replaceAll('\n\n', ' ')
      : [
          kind === 'none' ? t('saysNone', { why: said.replace(/[.\s]+$/, '') }) : said,
          nextWord && t('saysNext', { when: nextWord }),
        ]
          .filter(Boolean)
          .join(' ')
  return (
    <form ref={form} onSubmit={submit} noValidate className={css.form}>
      {overtaken && <ChangedMeanwhile seen={seen} promise={promise} onGoOn={goOn} />}
      <Segmented
        label={t('label')}
        value={kind}
        onChange={setKind}
        segments={[
          { value: 'news', label: t('news') },
          { value: 'none', label: t('none') },
        ]}
      />
      {kind === 'none' ? (
        <TextField
          label={t('because')}
          value={words}
          autoComplete="off"
          onChange={(event) => setWords(event.target.value)}
          error={wordMissing ? t('becauseMissing', { name }) : undefined}
        />
      ) : (
        <TextArea
          label={t('what')}
          rows={2}
          value={words}
          onChange={(event) => setWords(event.target.value)}
          error={wordMissing ? t('whatMissing') : undefined}
        />
      )}
      {kind === 'news' && <Checkbox label={t('done')} checked={done} onChange={setDone} />}
      {!(kind === 'news' && done) && (
        <DueField
          label={t('next')}
          value={next}
          onChange={setNext}
          siteId={siteId}
          optional={kind === 'news'}
          error={nextMissing ? t('nextMissing') : undefined}
        />
      )}
      {next.at && !done && next.at > promise.due && (
        <p className={css.beforehand} role="status">
          {t('afterDue', { name, by: sayWhen(promise.due, 'by') })}
        </p>
      )}
      {words.trim() !== '' && (
        <p className={css.preview}>
          {t(reachable ? 'gets' : 'say', { name })} {quote('quoted', { text: gets })}
        </p>
      )}
      {toldBy === 'email' && mailTo.length > 0 && (
        <p className={css.preview}>{t('mailTo', { who: list.format(mailTo) })}</p>
      )}
      {beforehand && (
        <p className={css.beforehand} role="status">
          {beforehand.words}
        </p>
      )}
      {!reachable && (
        <Unreachable person={promise.to} telephones={promise.telephone ? [promise.telephone] : []} />
      )}
      {called && <p className={css.preview}>{t('calling', { name, telephone: promise.telephone ?? '' })}</p>}
      <div className={css.acts}>
        {reachable ? (
          <Button type="submit" look="filled" keys="mod+enter" busy={sending} disabled={overtaken}>
            {called ? t('toldByPhone', { name }) : onPage ? t('onPage', { name }) : t('tell', { name })}
          </Button>
        ) : (
          <>
            <Button busy={sending} disabled={overtaken} onClick={() => void send('phone')}>
              {t('saidByPhone', { name })}
            </Button>
            <Button busy={sending} disabled={overtaken} onClick={() => void send('in_person')}>
              {t('saidInPerson', { name })}
            </Button>
          </>
        )}
        {promise.telephone && !called && reachable && (
          <Button
            icon={Phone}
            onClick={() => {
              setCalled(true)
              location.href = `tel:${promise.telephone?.replace(/[^+\d]/g, '')}`
            }}
          >
            {t('call')}
          </Button>
        )}
        {called && (
          <Button look="quiet" onClick={() => setCalled(false)}>
            {t('notCalled')}
          </Button>
        )}
      </div>
    </form>
  )
}
