import { Toast } from '@base-ui/react/toast'
import { X } from 'lucide-react'
import { useMemo } from 'react'
import { useTranslations } from 'use-intl'
import { classNames } from './class-names.ts'
import { useVerbs, type Verb } from './hotkeys.tsx'
import { Icon } from './Icon.tsx'
import css from './toasts.module.css'

type Extra = { undo?: (() => void) | undefined; trouble: boolean }

const manager = Toast.createToastManager<Extra>()

export type Saying = {
  /** what was done: "Closed", "Promised to Marta by 14:00" */
  words: string
  /** what was kept, what to do */
  detail?: string
  /** takes it back; shown as a button and under `Z` */
  undo?: () => void
  /** something did not work: stands longer and is read out at once */
  trouble?: boolean
  /** milliseconds it stands; 0 until it is dismissed. Without it 5 s, with an undo 10 s, in trouble 12 s */
  lasts?: number
  /** a saying with the same id replaces the former */
  id?: string
}

/** Says in a few words at the foot of the screen that something was done, and offers to undo it. Gives its id. */
export function say({ words, detail, undo, trouble = false, lasts, id }: Saying): string {
  return manager.add({
    id,
    title: words,
    description: detail,
    timeout: lasts ?? (trouble ? 12_000 : undo ? 10_000 : 5_000),
    // Never `high`: it would hide its buttons from those who listen. Trouble is read out at once by the alert below.
    priority: 'low',
    data: { undo, trouble },
  })
}

/** Takes a saying away before its time. */
export function unsay(id: string): void {
  manager.close(id)
}

/** Says at once what was done, and takes the saying away should it come to nothing (null), of which the line to the server tells. */
export async function sayWhile<T>(done: Promise<T | null>, saying: Saying): Promise<T | null> {
  const id = say(saying)
  const reply = await done
  if (reply === null) unsay(id)
  return reply
}

/** Where sayings appear: once, around the app. */
export function Toasts() {
  return (
    <Toast.Provider toastManager={manager} limit={3}>
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
  const latest = toasts.find((toast) => toast.data?.undo && toast.transitionStatus !== 'ending')
  const verbs = useMemo<Verb[]>(
    () =>
      latest
        ? [
            {
              id: 'undo',
              label: t('toast.undo'),
              keys: 'z',
              run: () => {
                latest.data?.undo?.()
                close(latest.id)
              },
            },
          ]
        : [],
    [latest, close, t],
  )
  useVerbs(verbs)
  const trouble = toasts.filter((toast) => toast.data?.trouble && toast.transitionStatus !== 'ending')
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
        <Toast.Root key={toast.id} toast={toast} swipeDirection={['down', 'right']} className={css.toast}>
          <Toast.Content className={classNames(css.content, toast.data?.trouble && css.trouble)}>
            <div className={css.words}>
              <Toast.Title className={css.title} />
              <Toast.Description className={css.detail} />
            </div>
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
            <Toast.Close className={css.close} aria-label={t('toast.dismiss')}>
              <Icon of={X} size={16} />
            </Toast.Close>
          </Toast.Content>
        </Toast.Root>
      ))}
    </>
  )
}
