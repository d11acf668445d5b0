import type { Migration } from '../../migrate.ts'
import { configuration } from './0001-configuration.ts'

/** The form of `gatehouse.db`, oldest step first. A step that was released is never edited: add the next one. */
export const GATEHOUSE_MIGRATIONS: readonly Migration[] = [configuration]
