import { useQueryClient } from '@tanstack/react-query'

/** Gives a function that has the session read anew, after something in it was changed here. */
export function useSessionChanged(): () => void {
  const queryClient = useQueryClient()
  return () => void queryClient.invalidateQueries({ queryKey: ['session'] })
}
