import { useQuery } from '@tanstack/react-query'
import {
  AlarmClockOff,
  Check,
  Clock,
  Handshake,
  Merge,
  OctagonX,
  Tag,
  Undo2,
  UserRound,
  X,
} from 'lucide-react'
import { useEffect, useState } from 'react'
import { useTranslations } from 'use-intl'
import { countOfView } from '../../../contract/bulk.ts'
import { isSamePerson } from '../../../domain/conversations/merge.ts'
import type { MemberId } from '../../../domain/shared/ids.ts'
import { ColleagueItems } from '../../accounts/ColleagueItems.tsx'
import { reading } from '../../api/queries.ts'
import { useSite } from '../../shell/session.tsx'
import { Button } from '../../ui/Button.tsx'
import { useVerbs } from '../../ui/hotkeys.tsx'
import { IconButton } from '../../ui/IconButton.tsx'
import { Menu, MenuItem, MenuLine } from '../../ui/Menu.tsx'
import { Popover } from '../../ui/Popover.tsx'
import { catchTyping } from '../../ui/typed-ahead.ts'
import { useCovers } from '../../ui/use-covers.ts'
import { Choices } from '../head/SnoozePopover.tsx'
import { MergeDialog } from '../merge/MergeDialog.tsx'
import css from './ChosenBar.module.css'
import { HandoverChosen } from './HandoverChosen.tsx'
import { TagChosen } from './TagChosen.tsx'
import { type BulkAct, useBulk, type ViewAsked } from './use-bulk.ts'
import type { Several } from './use-several.ts'

/** What can be done with the conversations that are chosen: `view` is what their list is asked for, `more`: it goes on. */
export function ChosenBar({ several, view, more }: { several: Several; view: ViewAsked; more: boolean }) {
  const t = useTranslations('conversations')
  const site = useSite()
  const [over, setOver] = useState<'assign' | 'snooze' | 'tag' | 'merge' | 'handover' | null>(null)
  const bulk = useBulk()
  const covers = useCovers('end')
  const { talks, whole } = several
  const count = whole ?? talks.length
  const known = talks.map((c) => c.person?.id ?? null)
  const ofOne = known.every((a) => known.every((b) => isSamePerson(a as never, b as never)))
  const mayMerge = whole === null && talks.length > 1 && ofOne
  const [closed, asleep] = [view.view === 'closed', view.view === 'snoozed']
  const act = (what: BulkAct, goOn = false) => {
    if (count === 0) return
    setOver(null)
    const which = whole === null ? { ids: talks.map((talk) => talk.id) } : { view }
    if (!goOn) several.end()
    void bulk(what, which)
  }
  const open = (what: 'assign' | 'snooze' | 'tag' | 'handover') => () => {
    if (count === 0) return
    catchTyping()
    setOver(what)
  }
  const close = () => act(closed ? { kind: 'reopen' } : { kind: 'close', promisesStayOpen: false })
  const group = t('bulk.group')
  const ready = count > 0
  const verbs = [
    ...[
      {
        id: 'chosen.close',
        label: t(closed ? 'bulk.reopen' : 'bulk.close'),
        keys: 'e',
        icon: Check,
        run: close,
      },
      {
        id: 'chosen.snooze',
        label: t('bulk.snooze'),
        keys: 'h',
        icon: Clock,
        run: open('snooze'),
        enabled: !closed,
      },
      {
        id: 'chosen.assign',
        label: t('bulk.assign'),
        keys: 'a',
        icon: UserRound,
        run: open('assign'),
        enabled: !closed,
      },
      {
        id: 'chosen.handover',
        label: t('bulk.handoverVerb'),
        keys: 'shift+a',
        icon: Handshake,
        run: open('handover'),
        enabled: !closed,
      },
      {
        id: 'chosen.junk',
        label: t('bulk.junk'),
        keys: '!',
        icon: OctagonX,
        run: () => act({ kind: 'junk' }),
      },
      { id: 'chosen.tag', label: t('bulk.tag'), keys: 'l', icon: Tag, run: open('tag') },
    ].map((verb) => ({ ...verb, group, first: true, enabled: ready && verb.enabled !== false })),
    { id: 'chosen.end', label: t('merge.end'), keys: 'escape', group, first: true, run: several.end },
  ]
  useVerbs(verbs)
  // biome-ignore lint/correctness/useExhaustiveDependencies: what was pressed before it stood here is done once
  useEffect(() => {
    const pressed = several.takePressed()
    verbs.find((verb) => verb.id === pressed && !('enabled' in verb && !verb.enabled))?.run()
  }, [])
  return (
    <section ref={covers} className={css.bar} aria-label={t('merge.bar')}>
      <div className={css.head}>
        <p role="status">{whole === null ? t('merge.count', { count }) : t('bulk.whole', { count })}</p>
        <ChooseAll several={several} view={view} more={more} />
        <IconButton size="s" icon={X} label={t('merge.end')} keys="escape" onClick={several.end} />
      </div>
      <div className={css.acts}>
        <Button size="s" look="filled" icon={closed ? Undo2 : Check} disabled={!ready} onClick={close}>
          {t(closed ? 'bulk.reopen' : 'bulk.close')}
        </Button>
        {asleep && (
          <IconButton
            icon={AlarmClockOff}
            size="s"
            label={t('bulk.wake')}
            disabled={!ready}
            onClick={() => act({ kind: 'wake' })}
          />
        )}
        {!closed && (
          <>
            <Popover
              open={over === 'snooze'}
              onOpenChange={(next) => setOver(next && ready ? 'snooze' : null)}
              title={t('snooze.title')}
              trigger={
                <IconButton icon={Clock} size="s" label={t('bulk.snooze')} keys="h" disabled={!ready} />
              }
            >
              {site && <Choices siteId={site.id} onChoose={(until) => act({ kind: 'snooze', until })} />}
            </Popover>
            <Menu
              open={over === 'assign'}
              onOpenChange={(next) =>
                // What was chosen in it may have opened something else before it closes.
                setOver((now) => (next && ready ? 'assign' : now === 'assign' ? null : now))
              }
              trigger={
                <IconButton icon={UserRound} size="s" label={t('bulk.assign')} keys="a" disabled={!ready} />
              }
            >
              <ColleagueItems
                me={(name) => t('bulk.toMe', { name })}
                onChoose={(m) => act({ kind: 'assign', memberId: m.id as MemberId })}
              />
              <MenuLine />
              <MenuItem icon={Handshake} keys="shift+a" onSelect={() => setOver('handover')}>
                {t('assign.warmly')}
              </MenuItem>
              <MenuItem onSelect={() => act({ kind: 'assign', memberId: null })}>
                {t('assign.toNobody')}
              </MenuItem>
            </Menu>
          </>
        )}
        <Popover
          open={over === 'tag'}
          onOpenChange={(next) => setOver(next && ready ? 'tag' : null)}
          title={t('bulk.tag')}
          trigger={<IconButton icon={Tag} size="s" label={t('bulk.tag')} keys="l" disabled={!ready} />}
        >
          <TagChosen talks={talks} onSet={(change) => act({ kind: 'tag', ...change }, true)} />
        </Popover>
        <IconButton
          icon={OctagonX}
          size="s"
          label={t('bulk.junk')}
          keys="!"
          disabled={!ready}
          onClick={() => act({ kind: 'junk' })}
        />
        {whole === null && (
          <IconButton
            size="s"
            icon={Merge}
            label={t('merge.propose')}
            disabled={!mayMerge}
            onClick={() => setOver('merge')}
          />
        )}
      </div>
      {whole === null && talks.length > 1 && !ofOne && <p className={css.why}>{t('merge.ofOne')}</p>}
      {over === 'handover' && (
        <HandoverChosen count={count} onClose={() => setOver(null)} onOffer={(offer) => act(offer)} />
      )}
      {over === 'merge' && <MergeDialog talks={talks} onClose={() => setOver(null)} onDone={several.end} />}
    </section>
  )
}

/** First all that are shown, then all the list holds. */
function ChooseAll({ several, view, more }: { several: Several; view: ViewAsked; more: boolean }) {
  const t = useTranslations('conversations.bulk')
  const { data } = useQuery({ ...reading(countOfView, { query: view }), enabled: more })
  if (several.whole !== null) return null
  if (more && data)
    return (
      <Button size="s" look="quiet" onClick={() => several.chooseWhole(data.count)}>
        {t(data.more ? 'latest' : 'allOf', { count: data.count })}
      </Button>
    )
  return (
    <Button size="s" look="quiet" onClick={several.all}>
      {t('all')}
    </Button>
  )
}
