import { FormTrouble } from '../FormTrouble.tsx'
import { Meanwhile, type SaysFields } from '../Meanwhile.tsx'
import type { Met } from '../use-meanwhile.ts'

/** Why something could not be saved. Where somebody else changed it meanwhile, it is shown what, and asked which of the two stays. */
export function SaveTrouble<V>({
  whole,
  met,
  says,
}: {
  whole: { words: string; detail?: string } | undefined
  met: Met
  says: SaysFields<V>
}) {
  return (
    <>
      <Meanwhile met={met} says={says} />
      {!met.told && <FormTrouble trouble={whole} />}
    </>
  )
}
