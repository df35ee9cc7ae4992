// Small chains are laid out at once (a tenth of a second or less), large ones in a worker, so that the page stays quick.
import { layout, type LayoutOptions, type Picture } from './layout'
import type { Chain } from './model'

const small = 120 // nodes

let worker: Worker | undefined
let last = 0
const waiting = new Map<number, (picture: Picture) => void>()

function start(): Worker | undefined {
  if (worker || typeof Worker === 'undefined') return worker
  worker = new Worker(new URL('./layout.worker.ts', import.meta.url), { type: 'module' })
  worker.onmessage = (e: MessageEvent<{ id: number; picture: Picture }>) => {
    waiting.get(e.data.id)?.(e.data.picture)
    waiting.delete(e.data.id)
  }
  return worker
}

/** Calls `done` with the picture: at once for a small chain. A later call makes an earlier one that still runs void. */
export function layoutLater(chain: Chain, options: LayoutOptions, done: (picture: Picture) => void): void {
  waiting.clear()
  const beside = chain.nodes.length > small ? start() : undefined
  if (!beside) return done(layout(chain, options))
  last += 1
  waiting.set(last, done)
  // A reactive object cannot be sent: what is sent is plain.
  beside.postMessage({ id: last, chain: JSON.parse(JSON.stringify(chain)) as Chain, options })
}
