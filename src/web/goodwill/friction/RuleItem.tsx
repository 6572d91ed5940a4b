import { ChevronRight, Ellipsis, PencilLine, Undo2, X } from 'lucide-react'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { changeHouseRule } from '../../../contract/recovery.ts'
import { useAct } from '../../api/queries.ts'
import { useMay } from '../../shell/session.tsx'
import { Chip } from '../../ui/Chip.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { IconButton } from '../../ui/IconButton.tsx'
import { Menu, MenuItem } from '../../ui/Menu.tsx'
import { say } from '../../ui/toasts.tsx'
import css from './Friction.module.css'
import { FrictionList } from './FrictionList.tsx'
import type { HouseRule } from './friction-data.ts'
import { RuleDialog } from './RuleDialog.tsx'

/** A rule of the house: how often it kept us from helping and what was answered, who answers for it; opened, each time. */
export function RuleItem({ rule }: { rule: HouseRule }) {
  const t = useTranslations('friction.rules')
  const may = useMay('members.manage')
  const [open, setOpen] = useState(false)
  const [changing, setChanging] = useState(false)
  const change = useAct(changeHouseRule)
  const { count } = rule
  const params = { ruleId: rule.id }
  const retire = (retired: boolean) =>
    change.mutate(
      { params, body: { retired, version: rule.version } },
      {
        onSuccess: ({ version }) =>
          say({
            words: t(retired ? 'retired' : 'back'),
            undo: () => change.mutate({ params, body: { retired: !retired, version } }),
          }),
      },
    )
  const parts = (['open', 'kept', 'changed', 'exception'] as const).filter((part) => count[part] > 0)
  return (
    <li className={css.ruleItem}>
      <details open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary>
          <Icon of={ChevronRight} size={16} />
          <span className={css.head}>
            <span className={css.rule}>{rule.name}</span>
            <span className={css.soft}>
              {[
                t('times', { count: count.all }),
                ...parts.map((part) => t(`counts.${part}`, { count: count[part] })),
              ].join(' · ')}
            </span>
            <span className={css.soft}>{t('owner', { name: rule.owner.name })}</span>
          </span>
        </summary>
        {open && (
          <div className={css.each}>
            <FrictionList
              query={{ ruleId: rule.id, state: 'all' }}
              none={t('never')}
              label={rule.name}
              named={false}
            />
          </div>
        )}
      </details>
      {rule.retiredAt && <Chip>{t('notInForce')}</Chip>}
      {may && (
        <Menu
          align="end"
          trigger={<IconButton icon={Ellipsis} size="s" label={t('more', { name: rule.name })} tip={false} />}
        >
          <MenuItem icon={PencilLine} onSelect={() => setChanging(true)}>
            {t('change')}
          </MenuItem>
          <MenuItem icon={rule.retiredAt ? Undo2 : X} onSelect={() => retire(rule.retiredAt === null)}>
            {t(rule.retiredAt ? 'takeBack' : 'retire')}
          </MenuItem>
        </Menu>
      )}
      {changing && <RuleDialog rule={rule} onClose={() => setChanging(false)} />}
    </li>
  )
}
