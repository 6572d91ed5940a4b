import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { defineConfig } from 'vitest/config'

// Every worker loads the same packages: compiled once, they are read from there.
process.env.NODE_COMPILE_CACHE ??= join(tmpdir(), 'servus-test-compiled')

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'rules',
          include: [
            'src/domain/**/*.test.ts',
            'src/words/**/*.test.ts',
            'src/web/**/*.test.ts',
            'tests/*.test.ts',
          ],
          globals: true,
          setupFiles: ['tests/seed.ts'],
          testTimeout: 30_000,
          // Rules keep nothing between calls, so their tests may share what they load.
          isolate: false,
        },
      },
      {
        test: {
          name: 'server',
          include: ['src/server/**/*.test.ts'],
          globals: true,
          globalSetup: ['src/server/world/cluster.ts'],
          setupFiles: ['src/server/world/each-file.ts', 'tests/seed.ts'],
          isolate: false,
          testTimeout: 30_000,
          hookTimeout: 60_000,
          maxWorkers: 2,
        },
      },
      {
        test: {
          name: 'bench',
          include: ['tests/bench/**/*.bench.ts'],
          globals: true,
          globalSetup: ['src/server/world/cluster.ts'],
          testTimeout: 600_000,
          hookTimeout: 120_000,
          maxWorkers: 1,
        },
      },
      {
        test: {
          name: 'fuzz',
          include: ['tests/fuzz/**/*.fuzz.ts'],
          globals: true,
          testTimeout: 900_000,
          maxWorkers: 1,
        },
      },
      {
        test: {
          name: 'replay',
          include: ['tests/replay/**/*.test.ts'],
          globals: true,
          testTimeout: 600_000,
          maxWorkers: 1,
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['tests/e2e/**/*.spec.ts'],
          globals: true,
          globalSetup: ['tests/e2e/support/ground.ts'],
          setupFiles: ['tests/e2e/support/what-stood-there.ts'],
          // A journey that falls says the whole of what it found, as CI keeps only its last lines.
          chaiConfig: { truncateThreshold: 0 },
          testTimeout: 120_000,
          hookTimeout: 120_000,
          maxWorkers: 2,
        },
      },
    ],
  },
})
