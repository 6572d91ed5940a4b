import { useSearch } from '@tanstack/react-router'
import { Causes } from './learn/Causes.tsx'
import { Learnt } from './learn/Learnt.tsx'
import { OpenCauses } from './learn/OpenCauses.tsx'
import { ToLookAt } from './learn/ToLookAt.tsx'

/** What we learn of what was given: what went beyond a limit, causes that come back, what colleagues wrote of it. */
export function LearnPart() {
  const { open } = useSearch({ from: '/staff/goodwill/$part' })
  return (
    <>
      <ToLookAt open={open} />
      <OpenCauses open={open} />
      <Learnt />
      <Causes />
    </>
  )
}
