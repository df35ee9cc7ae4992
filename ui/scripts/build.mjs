// vite build, then the contract's bundle beside the pages.
import { build } from 'vite'

await build({ logLevel: 'warn' })
process.argv.push('--publish')
await import('./contract.mjs')
