// Lays out large chains beside the page.
import { layout, type LayoutOptions } from './layout'
import type { Chain } from './model'

self.onmessage = (e: MessageEvent<{ id: number; chain: Chain; options: LayoutOptions }>) => {
  self.postMessage({ id: e.data.id, picture: layout(e.data.chain, e.data.options) })
}
