import { HandHeart, MessageSquareQuote, MessageSquareText, StickyNote } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useTranslations } from 'use-intl'
import { openBlank } from '../../../domain/conversations/saved-replies.ts'
import { HeardList } from '../../promises/heard/HeardList.tsx'
import type { HeardHandle } from '../../promises/heard/heard-shown.ts'
import { PromiseDialog } from '../../promises/PromiseDialog.tsx'
import { usePreferences } from '../../shell/preferences.tsx'
import { useVerbs } from '../../ui/hotkeys.tsx'
import { Segmented } from '../../ui/Segmented.tsx'
import { catchTyping } from '../../ui/typed-ahead.ts'
import { askToClose, dropAsking, useAsking } from '../closing.ts'
import { useGoNext } from '../neighbours.ts'
import { useReplying } from '../replies/use-replying.ts'
import type { Talk } from '../talk.ts'
import { wasBegunElsewhere } from './begin-reply.ts'
import css from './Composer.module.css'
import { ComposerFoot } from './ComposerFoot.tsx'
import {
  type Draft,
  promisesOf,
  readDraft,
  takeUpDraft,
  useDraft,
  withPromises,
  writeDraft,
} from './drafts.ts'
import { ElsewhereDraft } from './ElsewhereDraft.tsx'
import { Files } from './Files.tsx'
import { HoldsClose } from './HoldsClose.tsx'
import { useHeardNote } from './heard-note.ts'
import { KeepsChips } from './KeepsChips.tsx'
import { OthersDrafts } from './OthersDrafts.tsx'
import { PlannedReplies } from './PlannedReplies.tsx'
import { type ChipsHandle, PromisedChips } from './PromisedChips.tsx'
import { RecipientMarks } from './RecipientMarks.tsx'
import { Recipients } from './Recipients.tsx'
import { SignatureLine } from './SignatureLine.tsx'
import { useFiles } from './use-files.ts'
import { type Heard, useHeard } from './use-heard.ts'
import { useNewSince } from './use-new-since.ts'
import { type SendHow, useSend } from './use-send.ts'
import { WritingArea } from './WritingArea.tsx'

/** The foot of a conversation: reply or note, to whom, the words, the promises heard in them, and sending. */
export function Composer({ talk }: { talk: Talk }) {
  const t = useTranslations('conversations.composer')
  const { id } = talk
  const draft = useDraft(id)
  const area = useRef<HTMLTextAreaElement>(null)
  const { heard, gone, goneFrom } = useHeard(talk, draft)
  const files = useFiles(id)
  const asking = useAsking(id)
  const heardList = useRef<HeardHandle>(null)
  const chips = useRef<ChipsHandle>(null)
  const heardNote = useHeardNote(talk, draft.mode)
  const [promising, setPromising] = useState<Heard | true | null>(null)
  const [waits, setWaits] = useState<SendHow | null>(null)
  const { preferences } = usePreferences()
  const goNext = useGoNext(id)
  const stands = useRef(true)
  useEffect(() => {
    stands.current = true
    return () => {
      stands.current = false
    }
  }, [])
  const newSince = useNewSince(talk, draft)
  const send = useSend(talk, newSince.latest, setWaits)
  const replying = useReplying(talk, area, {
    read: () => readDraft(id).reply,
    write: (text) => write('reply', text),
    onFiles: (files) => writeDraft(id, { files: [...readDraft(id).files, ...files] }),
  })
  const blank = draft.mode === 'reply' ? openBlank(draft.reply) : null
  const [blankAsked, setBlankAsked] = useState(false)
  const words = draft.mode === 'note' ? draft.note : draft.reply
  const byMail = (draft.to ?? talk.replyTo.to).length > 0
  const nobody = draft.mode === 'reply' && talk.replyTo.by !== 'page' && !byMail

  // biome-ignore lint/correctness/useExhaustiveDependencies: taken up once, when the conversation is opened
  useEffect(() => {
    for (const kept of talk.drafts) if (kept.mine) takeUpDraft(id, kept)
    if (wasBegunElsewhere(id)) area.current?.focus()
  }, [id])

  // Begun before the thread stood here, or taken back, it answers what stands here now.
  const { known, latest } = newSince
  const begins = known && draft.reply !== '' && !draft.began
  useEffect(() => {
    if (begins) writeDraft(id, { began: true, beganAfter: latest })
  }, [id, begins, latest])

  const write = (mode: Draft['mode'], text: string) => {
    const began =
      mode === 'reply' && draft.reply === '' && newSince.known
        ? { began: true, beganAfter: newSince.latest }
        : {}
    writeDraft(id, { [mode]: text, ...began }, true)
  }
  const turnTo = (mode: Draft['mode']) => {
    writeDraft(id, { mode })
    // At once: what is typed right after the key belongs here.
    area.current?.focus()
  }
  const go = (how: SendHow = {}) => {
    if (words.trim() === '' || files.busy || replying.busy) return area.current?.focus()
    if (nobody) return
    setBlankAsked(blank !== null)
    if (blank) return replying.toBlank()
    const [unsaid] = goneFrom(words)
    if (unsaid) return chips.current?.ask(unsaid.key)
    const asItIs = how.asItIs || waits !== null
    if (draft.mode === 'reply' && newSince.isNew && !asItIs) return setWaits(how)
    // Whether what it keeps is all that is open here the server knows.
    const holds = talk.holds.filter((code) => code !== 'promise_open' || draft.keeps.length === 0)
    const held = how.close && (holds.length > 0 || draft.promises.length > 0)
    const open = talk.needs.some((need) => need.account === 'open')
    // The same key again is the answer to what was asked, unless needs are open: those are accounted for first.
    const answered = how.promisesStayOpen || (asking === 'send' && !open)
    if (held && !answered) return askToClose(id, 'send')
    dropAsking(id)
    setWaits(null)
    const next = how.next || (how.close && preferences.afterClose === 'next')
    void send({ ...how, asItIs, ...(held && { promisesStayOpen: true }) }).then(
      // Only once it is sent: what is held back is answered here.
      (sent) => sent && next && stands.current && goNext(),
    )
  }
  const promiseByHand = (what: Heard | true) => {
    catchTyping()
    setPromising(what)
  }
  const accept = () => {
    if (!heardList.current?.accept()) promiseByHand(true)
  }
  const here = t('group')
  useVerbs([
    {
      id: 'composer.reply',
      label: t('replyVerb'),
      keys: 'r',
      icon: MessageSquareText,
      group: here,
      run: () => turnTo('reply'),
    },
    {
      id: 'composer.note',
      label: t('noteVerb'),
      keys: 'n',
      icon: StickyNote,
      group: here,
      run: () => turnTo('note'),
    },
    {
      id: 'composer.promise',
      label: t('promiseVerb'),
      keys: 'p',
      icon: HandHeart,
      group: here,
      enabled: talk.person !== null,
      run: accept,
    },
    {
      id: 'composer.promiseTyping',
      label: t('promiseVerb'),
      keys: 'mod+shift+p',
      listed: false,
      run: accept,
    },
    {
      id: 'composer.savedReply',
      label: t('savedReplyVerb'),
      keys: 'i',
      icon: MessageSquareQuote,
      group: here,
      run: () => {
        writeDraft(id, { mode: 'reply' })
        replying.setOpen(true)
      },
    },
    { id: 'composer.send', label: t('send'), keys: 'mod+enter', group: here, run: () => go() },
    {
      id: 'composer.sendAndNext',
      label: t('sendAndNext'),
      keys: 'mod+alt+enter',
      group: here,
      run: () => go({ next: true }),
    },
    {
      id: 'composer.sendAndClose',
      label: t('sendAndClose'),
      keys: 'mod+shift+enter',
      group: here,
      enabled: draft.mode === 'reply' && talk.closedAt === null,
      run: () => go({ close: true }),
    },
  ])
  return (
    <>
      <PlannedReplies talk={talk} latest={newSince.known ? newSince.latest : undefined} />
      <ElsewhereDraft id={id} draft={draft} />
      <OthersDrafts talk={talk} onTaken={() => area.current?.focus()} />
      {asking && <HoldsClose talk={talk} asking={asking} draft={draft} onSend={go} />}
      {blank && blankAsked && (
        <div className={css.waits} role="alert">
          <span>{t('blankLeft', { name: blank.variable })}</span>
          <button type="button" className={css.link} onClick={replying.toBlank}>
            {t('fillBlank')}
          </button>
        </div>
      )}
      {waits && (
        <div className={css.waits} role="alert">
          <span>{t('newSince', { by: newSince.by })}</span>
          <button type="button" className={css.link} onClick={() => go(waits)}>
            {t('sendAnyway')}
          </button>
          <button
            type="button"
            className={css.link}
            onClick={() => {
              setWaits(null)
              // What stands there now is what the changed words answer.
              writeDraft(id, { began: true, beganAfter: newSince.latest })
              area.current?.focus()
            }}
          >
            {t('change')}
          </button>
        </div>
      )}
      <section
        className={css.composer}
        data-mode={draft.mode}
        data-empty={words === '' ? '' : undefined}
        aria-label={t('label')}
        {...files.drop}
      >
        <div className={css.to}>
          <Segmented
            label={t('label')}
            value={draft.mode}
            onChange={turnTo}
            segments={[
              { value: 'reply', label: t('reply') },
              { value: 'note', label: t('note') },
            ]}
          />
          {draft.mode === 'reply' ? (
            <Recipients talk={talk} draft={draft} />
          ) : (
            <span className={css.onlyUs}>{t('onlyUs')}</span>
          )}
        </div>
        {draft.mode === 'reply' && <RecipientMarks talk={talk} draft={draft} />}
        <WritingArea
          ref={area}
          label={
            draft.mode === 'reply' ? t('replyTo', { name: talk.person?.name ?? t('them') }) : t('noteLabel')
          }
          value={words}
          marks={heard}
          onChange={(text) => {
            if (draft.mode === 'note' || !replying.hears(text)) write(draft.mode, text)
          }}
          onPaste={files.paste}
          calls={draft.mode === 'note'}
        />
        {draft.mode === 'reply' && (
          <KeepsChips id={id} keeps={draft.keeps} onDone={() => area.current?.focus()} />
        )}
        <PromisedChips
          ref={chips}
          id={id}
          draft={draft}
          siteId={talk.siteId}
          gone={gone}
          onDone={() => area.current?.focus()}
        />
        <HeardList
          ref={heardList}
          className={css.heard}
          heard={heard}
          siteId={talk.siteId}
          nobody={talk.person === null}
          // While one writes, P is a letter. Always the same: a button that changes with the focus moves away under the hand.
          keys="mod+shift+p"
          foremost
          note={heardNote}
          onPromise={({ key, text, title, language }, due, saidAs) => {
            const one = { key, text, what: title, language, saidAs, due }
            writeDraft(id, withPromises(draft, [...promisesOf(draft), one]))
          }}
          onDismiss={({ key }) => writeDraft(id, { dismissed: [...draft.dismissed, key] })}
          // A note that names a colleague: to whom it is promised is asked first.
          elsewhere={(one) => (draft.mode === 'note' && one.colleague ? () => promiseByHand(one) : null)}
          onDone={() => area.current?.focus()}
        />
        {draft.mode === 'reply' && byMail && words !== '' && (
          <SignatureLine
            to={{ conversationId: id }}
            left={draft.unsigned}
            onLeave={(unsigned) => writeDraft(id, { unsigned })}
          />
        )}
        {draft.mode === 'reply' && <Files id={id} files={draft.files} going={files.going} />}
        <ComposerFoot
          talk={talk}
          draft={draft}
          disabled={words.trim() === '' || nobody || files.busy}
          onSend={go}
          onFiles={files.add}
          replying={replying}
        />
      </section>
      {promising && (
        <PromiseDialog
          to={talk.person ? { personId: talk.person.id, name: talk.person.name } : undefined}
          colleague={(promising !== true && promising.colleague) || draft.mode === 'note'}
          heard={promising === true ? undefined : promising}
          conversationId={id}
          siteId={talk.siteId}
          onClose={() => setPromising(null)}
        />
      )}
    </>
  )
}
