import { idMaker } from '../db/ids.ts'
import { countScreens, wakeScreens, watchWorkspace } from './live.ts'

it('a screen that leaves twice takes none along that came in between', () => {
  const workspaceId = idMaker(Date.now)<'workspace'>()
  const before = countScreens()
  const leave = watchWorkspace(workspaceId, () => {})
  leave()
  let woken = 0
  const leaveAfter = watchWorkspace(workspaceId, () => {
    woken++
  })
  // Its line was aborted, and has now come to its end.
  leave()
  wakeScreens(workspaceId)
  expect(woken).toBe(1)
  leaveAfter()
  expect(countScreens()).toBe(before)
})
