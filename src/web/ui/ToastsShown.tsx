import { Toast } from '@base-ui/react/toast'
import { X } from 'lucide-react'
import { useEffect, useMemo } from 'react'
import { useTranslations } from 'use-intl'
import { classNames } from './class-names.ts'
import { useVerbs, type Verb } from './hotkeys.tsx'
import { Icon } from './Icon.tsx'
import type { Saying, Shower } from './saying.ts'
import css from './toasts.module.css'

type Extra = { undo?: (() => void) | undefined; more?: Saying['more'] | undefined; trouble: boolean }

const manager = Toast.createToastManager<Extra>()

/** Shows a saying at the foot of the screen. */
function show({ words, detail, undo, more, trouble = false, lasts, id }: Saying): void {
  manager.add({
    id,
    title: words,
    description: detail,
    timeout: lasts ?? (trouble ? 12_000 : undo ? 10_000 : 5_000),
    // Never `high`: it would hide its buttons from those who listen. Trouble is read out at once by the alert below.
    priority: 'low',
    data: { undo, more, trouble },
  })
}

/** As many may wait below the newest, each for its own time. */
const MOST = 12

// What one typed is taken back by the field itself; where nothing stands in it, the last act is meant.
function typesNothing(): boolean {
  const at = document.activeElement
  return !(at instanceof HTMLInputElement || at instanceof HTMLTextAreaElement) || at.value === ''
}

/** The sayings at the foot of the screen; `onReady` hears once they can be shown. */
export function ToastsShown({ onReady }: { onReady: (shower: Shower) => void }) {
  // Runs after those of what stands inside, which listens by then.
  useEffect(() => onReady({ show, close: (id) => manager.close(id) }), [onReady])
  return (
    <Toast.Provider toastManager={manager} limit={MOST}>
      <Toast.Portal>
        <Toast.Viewport className={css.viewport}>
          <ToastList />
        </Toast.Viewport>
      </Toast.Portal>
    </Toast.Provider>
  )
}

function ToastList() {
  const t = useTranslations('ui')
  const { toasts, close } = Toast.useToastManager<Extra>()
  const standing = toasts.filter((toast) => toast.transitionStatus !== 'ending')
  const latest = standing.find((toast) => toast.data?.undo)
  const verbs = useMemo<Verb[]>(() => {
    if (!latest) return []
    const label = t('toast.undo')
    const run = () => {
      latest.data?.undo?.()
      close(latest.id)
    }
    return [
      { id: 'undo', label, keys: 'z', run },
      { id: 'undo.typing', label, keys: 'mod+z', listed: false, when: typesNothing, run },
    ]
  }, [latest, close, t])
  useVerbs(verbs)
  const trouble = standing.filter((toast) => toast.data?.trouble)
  // One place: the newest lies over those before it, which come to light again where it is taken back or sent away. What went wrong
  // is not covered by what went well.
  const onTop = [trouble[0], standing.find((toast) => !toast.data?.trouble)]
  return (
    <>
      <div role="alert" className="sr-only">
        {trouble.map((toast) => (
          <p key={toast.id}>
            {toast.title} {toast.description}
          </p>
        ))}
      </div>
      {toasts.map((toast) => (
        <Toast.Root
          key={toast.id}
          toast={toast}
          swipeDirection={['down', 'right']}
          className={classNames(css.toast, standing.includes(toast) && !onTop.includes(toast) && css.covered)}
        >
          <Toast.Content className={classNames(css.content, toast.data?.trouble && css.trouble)}>
            <div className={css.words}>
              <Toast.Title className={css.title} />
              <Toast.Description className={css.detail} />
            </div>
            {toast.data?.more && (
              <button
                type="button"
                className={css.undo}
                onClick={() => {
                  toast.data?.more?.run()
                  close(toast.id)
                }}
              >
                {toast.data.more.words}
              </button>
            )}
            {toast.data?.undo && (
              <button
                type="button"
                className={css.undo}
                onClick={() => {
                  toast.data?.undo?.()
                  close(toast.id)
                }}
              >
                {t('toast.undo')}
              </button>
            )}
            {/* The library hides it from those who listen, though it can have the focus. */}
            <Toast.Close className={css.close} aria-label={t('toast.dismiss')} aria-hidden={false}>
              <Icon of={X} size={16} />
            </Toast.Close>
          </Toast.Content>
        </Toast.Root>
      ))}
    </>
  )
}
