import type { Direction } from '@/api/types'

/** In the order in which they matter to a reader. */
export const DIRECTIONS: readonly Direction[] = ['fill', 'strengthen', 'extend', 'covered', 'demand', 'idle']
/** A direction is never told by colour alone. */
export const SIGNS: Readonly<Record<Direction, string>> = { fill: '+', strengthen: '↑', extend: '→', covered: '✓', demand: '◎', idle: '·' }
