// vite build, then the service worker and the contract's bundle beside the pages.
import { build } from 'vite'

await build({ logLevel: 'warn' })
await import('./worker.mjs')
process.argv.push('--publish')
await import('./contract.mjs')
