import { afterAll } from 'vitest'
import { leaveWorld } from './world.ts'

// Files share what they load, which takes longer than most of them run; each has a database of its own all the same.
afterAll(leaveWorld)
