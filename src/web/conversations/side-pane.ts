import { createContext, use } from 'react'

/** The pane with the person: whether it shows, and the switch. */
export type SidePane = { shown: boolean; toggle: () => void }

const Context = createContext<SidePane>({ shown: true, toggle: () => {} })
export const SidePaneProvider = Context

/** The pane with the person beside the thread, or over it where there is no room. */
export function useSidePane(): SidePane {
  return use(Context)
}
