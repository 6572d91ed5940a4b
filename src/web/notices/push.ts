import { addDevice, readPushKey } from '../../contract/notices.ts'
import { call, Problem } from '../api/call.ts'
import { deviceLabel } from './device-label.ts'

/** Whether this browser can be pushed to: yes, only over https, or not at all. */
export function pushSupport(): 'yes' | 'insecure' | 'no' {
  if (!isSecureContext) return 'insecure'
  return 'serviceWorker' in navigator && 'PushManager' in window && 'Notification' in window ? 'yes' : 'no'
}

/** The address by which this browser is pushed to; null if it is not. */
export async function pushedHere(): Promise<string | null> {
  return (await subscription())?.endpoint ?? null
}

async function subscription(): Promise<PushSubscription | null> {
  if (pushSupport() !== 'yes') return null
  const registration = await navigator.serviceWorker.getRegistration('/worker.js')
  return (await registration?.pushManager.getSubscription()) ?? null
}

/** Has notices pushed to this browser, after whoever sits there allowed it. Tells how it went. */
export async function pushHere(): Promise<'done' | 'denied' | 'refused' | 'tooMany' | 'failed'> {
  if ((await Notification.requestPermission()) !== 'granted') return 'denied'
  try {
    const { publicKey } = await call(readPushKey)
    await navigator.serviceWorker.register('/worker.js')
    const { pushManager } = await navigator.serviceWorker.ready
    const known = await pushManager.getSubscription()
    // One made for the keys of another installation takes nothing of ours.
    if (known && keyOf(known) !== publicKey) await known.unsubscribe()
    const made = await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: publicKey })
    const { endpoint, keys } = made.toJSON()
    await call(addDevice, {
      body: {
        endpoint: endpoint!,
        p256dh: keys!.p256dh!,
        auth: keys!.auth!,
        label: deviceLabel(navigator.userAgent),
      },
    })
    return 'done'
  } catch (e) {
    // Only what the browser could not get is its service's; a refusal is ours.
    if (e instanceof Problem && e.field === 'endpoint') return 'refused'
    return e instanceof Problem && e.code === 'too_large' ? 'tooMany' : 'failed'
  }
}

/** Ends the pushes to this browser: its push service then tells the server that it is gone. */
export async function stopPushHere(): Promise<void> {
  await (await subscription())?.unsubscribe()
}

function keyOf({ options }: PushSubscription): string {
  const bytes = new Uint8Array(options.applicationServerKey ?? new ArrayBuffer(0))
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '')
}
