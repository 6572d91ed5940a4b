import { useNavigate } from '@tanstack/react-router'
import { ChartNoAxesColumn, Gift, Keyboard, LogOut, Settings } from 'lucide-react'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import type { ReplyOf } from '../../contract/endpoint.ts'
import { readMyPromisesAlone } from '../../contract/standing-in.ts'
import { call } from '../api/call.ts'
import { BreakItem } from '../notices/BreakItem.tsx'
import { Avatar } from '../ui/Avatar.tsx'
import { Menu, MenuChoice, MenuItem, MenuLine } from '../ui/Menu.tsx'
import { VisuallyHidden } from '../ui/VisuallyHidden.tsx'
import { latePart } from './late-part.tsx'
import css from './MemberMenu.module.css'
import { usePreferences } from './preferences.tsx'
import { useSession } from './session.tsx'
import { useShellActs } from './shell-acts.tsx'

/** Asked now and then: the first screen does not carry it. */
const StandInDialog = latePart(async () => (await import('../promises/StandInDialog.tsx')).StandInDialog)

/** Who is signed in, and what belongs to them alone: light, room, keys, sign out. Compact: the round only, for a phone's corner. */
export function MemberMenu({ compact = false }: { compact?: boolean }) {
  const t = useTranslations('shell')
  const { member } = useSession()
  const { preferences, change } = usePreferences()
  const { openKeys, signOut } = useShellActs()
  const navigate = useNavigate()
  const face = (
    <button type="button" className={compact ? css.compact : css.face}>
      <Avatar name={member.name} />
      <span className={compact ? 'sr-only' : css.who}>
        <span className={css.name}>{member.name}</span>{' '}
        <span className={css.job}>{t(`jobs.${member.job}`)}</span>
        <VisuallyHidden>: {t('member.open')}</VisuallyHidden>
      </span>
    </button>
  )
  const [alone, setAlone] = useState<ReplyOf<typeof readMyPromisesAlone> | null>(null)
  const askWhoStandsIn = async () => {
    // Without a line to the server nobody is asked: the break has begun all the same.
    const found = await call(readMyPromisesAlone).catch(() => null)
    if (found?.first) setAlone(found)
  }
  return (
    <>
      {alone && <StandInDialog alone={alone} onClose={() => setAlone(null)} />}
      <Menu trigger={face} side={compact ? 'bottom' : 'top'} align={compact ? 'end' : 'start'}>
        <MenuChoice
          label={t('member.theme')}
          value={preferences.theme}
          onChange={(theme) => change({ theme })}
          choices={[
            { value: 'system', label: t('member.themeSystem') },
            { value: 'light', label: t('member.themeLight') },
            { value: 'dark', label: t('member.themeDark') },
          ]}
        />
        <MenuLine />
        <MenuChoice
          label={t('member.density')}
          value={preferences.density}
          onChange={(density) => change({ density })}
          choices={[
            { value: 'comfortable', label: t('member.densityComfortable') },
            { value: 'compact', label: t('member.densityCompact') },
          ]}
        />
        <MenuLine />
        <BreakItem onStarted={() => void askWhoStandsIn()} />
        <MenuItem icon={Keyboard} keys="?" onSelect={openKeys}>
          {t('member.keys')}
        </MenuItem>
        {compact && (
          <MenuItem
            icon={Gift}
            onSelect={() => navigate({ to: '/goodwill/$part', params: { part: 'asks' } })}
          >
            {t('screens.goodwill')}
          </MenuItem>
        )}
        {compact && (
          <MenuItem icon={ChartNoAxesColumn} onSelect={() => navigate({ to: '/reports' })}>
            {t('screens.reports')}
          </MenuItem>
        )}
        <MenuItem
          icon={Settings}
          onSelect={() => navigate({ to: '/settings/$section', params: { section: 'me' } })}
        >
          {t('member.settings')}
        </MenuItem>
        <MenuItem icon={LogOut} onSelect={signOut}>
          {t('member.signOut')}
        </MenuItem>
      </Menu>
    </>
  )
}
