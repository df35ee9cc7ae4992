// Puts the country map at /map/china.json: a fixed address, so that an operator can put another file there.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Plugin } from 'vite'

const source = () => JSON.stringify(JSON.parse(readFileSync(createRequire(import.meta.url).resolve('china-geojson/src/geojson/china.json'), 'utf8')))

export const map = (): Plugin => ({
  name: 'country-map',
  generateBundle() {
    this.emitFile({ type: 'asset', fileName: 'map/china.json', source: source() })
  },
  configureServer(server) {
    server.middlewares.use('/map/china.json', (_, response) => {
      response.setHeader('Content-Type', 'application/json')
      response.end(source())
    })
  },
})
