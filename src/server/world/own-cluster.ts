import { inject } from 'vitest'

/** The cluster of this worker: both addresses of its migrated database. */
export function ownCluster(): { ownerUrl: string; appUrl: string } {
  const clusters = inject('clusters')
  return clusters[Number(process.env.VITEST_POOL_ID ?? 1) % clusters.length]!
}
