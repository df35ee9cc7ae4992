import vue from '@vitejs/plugin-vue'
import { fileURLToPath, URL } from 'node:url'
import { ElementPlusResolver } from 'unplugin-vue-components/resolvers'
import Components from 'unplugin-vue-components/vite'
import { defineConfig } from 'vitest/config'
import { map } from './scripts/map-plugin.ts'

// Element Plus comes in by component; its colours are mapped to the tokens in src/styles/element.css.
export default defineConfig({
  plugins: [vue(), map(), Components({ dirs: [], dts: false, resolvers: [ElementPlusResolver({ importStyle: process.env.VITEST ? false : 'css' })] })],
  resolve: { alias: { '@': fileURLToPath(new URL('./src', import.meta.url)) } },
  define: { __VUE_OPTIONS_API__: false, __VUE_PROD_DEVTOOLS__: false, __VUE_I18N_LEGACY_API__: false, __INTLIFY_PROD_DEVTOOLS__: false },
  build: { target: 'es2022', manifest: true, assetsInlineLimit: 0, chunkSizeWarningLimit: 1600, reportCompressedSize: false },
  // The calendar of days off is the planner's own file (lib/holidays.ts).
  server: { fs: { allow: ['.', '../data/calendar'] }, proxy: { '/api': { target: process.env.LIANZHAO_SERVER ?? 'http://127.0.0.1:8080' } } },
  test: {
    environment: 'happy-dom',
    include: ['tests/unit/**/*.test.ts'],
  },
})
