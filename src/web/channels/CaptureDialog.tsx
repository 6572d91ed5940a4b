import { ArrivalCapture } from './ArrivalCapture.tsx'
import { CallDialog } from './CallDialog.tsx'

/** Opens over every screen: a call to log, or somebody who just came in. */
export function CaptureDialog({ kind, onClose }: { kind: 'call' | 'arrival'; onClose: () => void }) {
  return kind === 'call' ? <CallDialog onClose={onClose} /> : <ArrivalCapture onClose={onClose} />
}
