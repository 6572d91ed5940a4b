import { useNavigate } from '@tanstack/react-router'
import { useEffect } from 'react'

/** Goes where a pressed push leads, without loading the page anew (see `public/worker.js`). */
export function useOpenedFromPush(): void {
  const navigate = useNavigate()
  useEffect(() => {
    const { serviceWorker } = navigator
    if (!serviceWorker) return
    const onMessage = ({ data }: MessageEvent) => {
      if (typeof data?.open === 'string' && /^\/[\w-]/.test(data.open)) void navigate({ href: data.open })
    }
    serviceWorker.addEventListener('message', onMessage)
    return () => serviceWorker.removeEventListener('message', onMessage)
  }, [navigate])
}
