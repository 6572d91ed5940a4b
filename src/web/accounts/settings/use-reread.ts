import { useQueryClient } from '@tanstack/react-query'

/** Gives a function that has everything read anew, so that after a conflict one sees what the other wrote. */
export function useReread(): () => void {
  const queryClient = useQueryClient()
  return () => void queryClient.invalidateQueries()
}
