import {
  Construction,
  Ellipsis,
  FolderInput,
  HandHelping,
  Handshake,
  HeartHandshake,
  Lock,
  LockOpen,
  Merge,
  MessageCircleHeart,
  OctagonX,
  Pencil,
  Split,
  TriangleAlert,
  UserRoundSearch,
} from 'lucide-react'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { intents, nameConversation } from '../../../contract/conversations.ts'
import { AskDialog } from '../../promises/AskForm.tsx'
import { latePart } from '../../shell/late-part.tsx'
import { useMay, useSession } from '../../shell/session.tsx'
import { useShellActs } from '../../shell/shell-acts.tsx'
import { useVerbs } from '../../ui/hotkeys.tsx'
import { IconButton } from '../../ui/IconButton.tsx'
import { Menu, MenuChoice, MenuItem, MenuLine } from '../../ui/Menu.tsx'
import { sayWhile } from '../../ui/toasts.tsx'
import { PromisedDialog } from '../junk/PromisedDialog.tsx'
import { useJunk } from '../junk/use-junk.ts'
import { MergeDialog } from '../merge/MergeDialog.tsx'
import { type Talk, useTalkAct } from '../talk.ts'
import { SplitDialog } from './SplitDialog.tsx'
import { SubjectDialog } from './SubjectDialog.tsx'
import { WhoseDialog } from './WhoseDialog.tsx'

/** Noted now and then: the conversation does not carry it. */
const MistakeDialog = latePart(async () => (await import('../../promises/MistakeDialog.tsx')).MistakeDialog)

/** Opened now and then as well. */
const RefileDialog = latePart(async () => (await import('../refile/RefileDialog.tsx')).RefileDialog)

const BeginDialog = latePart(
  async () => (await import('../../goodwill/recovery/BeginDialog.tsx')).BeginDialog,
)

const FrictionDialog = latePart(
  async () => (await import('../../goodwill/friction/FrictionDialog.tsx')).FrictionDialog,
)

/** What is done now and then: hand over, name, whose it is, what brings them, sensitive. */
export function MoreMenu({ talk, onHandOver }: { talk: Talk; onHandOver: () => void }) {
  const t = useTranslations('conversations')
  const p = useTranslations('promises.asks')
  const [over, setOver] = useState<
    | 'subject'
    | 'whose'
    | 'split'
    | 'refile'
    | 'ask'
    | 'mistake'
    | 'merge'
    | 'junk'
    | 'amends'
    | 'friction'
    | null
  >(null)
  const name = useTalkAct(nameConversation, talk.id)
  const params = { conversationId: talk.id }
  const close = () => setOver(null)
  const junk = useJunk(talk, () => setOver('junk'))
  const mayJunk = ['email', 'form', 'chat'].includes(talk.channel)
  const toJunk = () => void (talk.junk ? junk.back() : junk.mark())
  const j = useTranslations('conversations.junk')
  const open = talk.closedAt === null
  const treat = (sensitive: boolean) => name({ params, body: { sensitive } }, { sensitive })
  const sensitive = async () => {
    const before = talk.sensitive
    await sayWhile(treat(!before), {
      words: t(before ? 'more.plainNow' : 'more.sensitiveNow'),
      undo: () => void treat(before),
    })
  }
  const here = t('head.here')
  const { member, members } = useSession()
  const m = useTranslations('mistakes')
  const shell = useTranslations('shell')
  const { makeRight } = useShellActs()
  const mayPromise = useMay('promises.write')
  const mayGive = useMay('goodwill.give')
  const mayAmend = mayGive && talk.person !== null
  const a = useTranslations('amends')
  const k = useTranslations('friction.note')
  const mayAsk = mayPromise && members.some((one) => one.serves && one.id !== member.id)
  useVerbs([
    {
      id: 'conversation.subject',
      label: t('more.subject'),
      icon: Pencil,
      group: here,
      run: () => setOver('subject'),
    },
    {
      id: 'conversation.whose',
      label: t('more.whose'),
      icon: UserRoundSearch,
      group: here,
      run: () => setOver('whose'),
    },
    {
      id: 'conversation.split',
      label: t('split.verb'),
      icon: Split,
      group: here,
      run: () => setOver('split'),
    },
    {
      id: 'conversation.refile',
      label: t('refile.verb'),
      keys: 'shift+m',
      icon: FolderInput,
      group: here,
      run: () => setOver('refile'),
    },
    {
      id: 'conversation.ask',
      label: p('something'),
      icon: HandHelping,
      group: here,
      enabled: mayAsk,
      run: () => setOver('ask'),
    },
    {
      id: 'conversation.mistake',
      label: m('note'),
      icon: TriangleAlert,
      group: here,
      enabled: mayPromise,
      run: () => setOver('mistake'),
    },
    {
      id: 'conversation.amends',
      label: a('verb'),
      icon: MessageCircleHeart,
      group: here,
      enabled: mayAmend,
      run: () => setOver('amends'),
    },
    {
      id: 'conversation.friction',
      label: k('verb'),
      keys: 'f',
      icon: Construction,
      group: here,
      enabled: mayGive,
      run: () => setOver('friction'),
    },
    {
      id: 'conversation.junk',
      label: j(talk.junk ? 'not' : 'mark'),
      keys: '!',
      icon: OctagonX,
      group: here,
      enabled: mayJunk,
      run: toJunk,
    },
    {
      id: 'conversation.merge',
      label: t('merge.verb'),
      keys: 'm',
      icon: Merge,
      group: here,
      run: () => setOver('merge'),
    },
  ])
  return (
    <>
      <Menu align="end" trigger={<IconButton icon={Ellipsis} size="s" label={t('more.title')} />}>
        {open && (
          <MenuItem icon={Handshake} keys="shift+a" onSelect={onHandOver}>
            {t('handover.warmly')}
          </MenuItem>
        )}
        {mayAsk && (
          <MenuItem icon={HandHelping} onSelect={() => setOver('ask')}>
            {p('something')}
          </MenuItem>
        )}
        {makeRight && (
          <MenuItem
            icon={HeartHandshake}
            keys="shift+g"
            onSelect={() =>
              makeRight(
                talk.person
                  ? { personId: talk.person.id, name: talk.person.name, conversationId: talk.id }
                  : { personId: null, conversationId: talk.id },
              )
            }
          >
            {shell('capture.right')}
          </MenuItem>
        )}
        {mayPromise && (
          <MenuItem icon={TriangleAlert} onSelect={() => setOver('mistake')}>
            {m('note')}
          </MenuItem>
        )}
        {mayAmend && (
          <MenuItem icon={MessageCircleHeart} onSelect={() => setOver('amends')}>
            {a('verb')}
          </MenuItem>
        )}
        {mayGive && (
          <MenuItem icon={Construction} keys="f" onSelect={() => setOver('friction')}>
            {k('verb')}
          </MenuItem>
        )}
        <MenuItem icon={Pencil} onSelect={() => setOver('subject')}>
          {t('more.subject')}
        </MenuItem>
        <MenuItem icon={UserRoundSearch} onSelect={() => setOver('whose')}>
          {t('more.whose')}
        </MenuItem>
        <MenuItem icon={Split} onSelect={() => setOver('split')}>
          {t('split.verb')}
        </MenuItem>
        <MenuItem icon={FolderInput} keys="shift+m" onSelect={() => setOver('refile')}>
          {t('refile.verb')}
        </MenuItem>
        <MenuItem icon={Merge} keys="m" onSelect={() => setOver('merge')}>
          {t('merge.verb')}
        </MenuItem>
        {mayJunk && (
          <MenuItem icon={OctagonX} keys="!" onSelect={toJunk}>
            {j(talk.junk ? 'not' : 'mark')}
          </MenuItem>
        )}
        <MenuItem icon={talk.sensitive ? LockOpen : Lock} onSelect={() => void sensitive()}>
          {t(talk.sensitive ? 'more.plain' : 'more.sensitive')}
        </MenuItem>
        <MenuLine />
        <MenuChoice
          label={t('more.intent')}
          value={talk.intent ?? 'none'}
          choices={(['none', ...intents] as const).map((value) => ({ value, label: t(`intent.${value}`) }))}
          onChange={(value) => {
            const intent = value === 'none' ? null : value
            void name({ params, body: { intent } }, { intent })
          }}
        />
      </Menu>
      {over === 'subject' && <SubjectDialog talk={talk} onClose={close} />}
      {over === 'whose' && <WhoseDialog talk={talk} onClose={close} />}
      {over === 'ask' && <AskDialog conversationId={talk.id} siteId={talk.siteId} onClose={close} />}
      {over === 'mistake' && (
        <MistakeDialog
          conversationId={talk.id}
          siteId={talk.siteId}
          name={talk.person?.name}
          onClose={close}
        />
      )}
      {over === 'amends' && talk.person && (
        <BeginDialog
          personId={talk.person.id}
          name={talk.person.name}
          conversationId={talk.id}
          onClose={close}
        />
      )}
      {over === 'friction' && <FrictionDialog conversationId={talk.id} onClose={close} />}
      {over === 'refile' && <RefileDialog talk={talk} onClose={close} />}
      {over === 'junk' && (
        <PromisedDialog
          name={talk.person?.name || j('somebodyServed')}
          onClose={close}
          onAnyway={() => {
            close()
            void junk.mark(true)
          }}
        />
      )}
      {over === 'merge' && <MergeDialog talks={[talk]} onClose={close} />}
      {over === 'split' && <SplitDialog talk={talk} onClose={close} />}
    </>
  )
}
