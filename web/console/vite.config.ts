import { fileURLToPath, URL } from 'node:url'
import vue from '@vitejs/plugin-vue'
import components from 'unplugin-vue-components/vite'
import { ElementPlusResolver } from 'unplugin-vue-components/resolvers'
import { defineConfig } from 'vitest/config'
import { guides } from './build/guides.ts'
import { sentences } from './build/sentences.ts'

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url))
/** A running `vermilion dev`: the pages are served from here, everything else by it. */
const server = process.env.VERMILION_SERVER ?? 'http://127.0.0.1:8080'
const proxy = Object.fromEntries(['/api', '/dev', '/host', '/cgi-bin', '/sns', '/wxa'].map((path) => [path, server]))

export default defineConfig({
  plugins: [
    sentences(),
    guides(),
    vue(),
    components({
      dirs: [],
      resolvers: [ElementPlusResolver({ importStyle: 'css' })],
      dts: at('./components.d.ts'),
    }),
  ],
  resolve: {
    alias: { '@': at('./src'), '@client': at('../client/src'), '@catalogue': at('../../catalogue') },
  },
  define: {
    __VUE_OPTIONS_API__: true,
    __VUE_PROD_DEVTOOLS__: false,
    __VUE_I18N_FULL_INSTALL__: false,
    __VUE_I18N_LEGACY_API__: false,
    __INTLIFY_PROD_DEVTOOLS__: false,
  },
  build: {
    outDir: at('../dist'),
    emptyOutDir: true,
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    target: 'es2022',
  },
  server: {
    port: 5173,
    fs: { allow: [at('../..')] },
    proxy,
  },
  preview: { proxy },
  test: { environment: 'happy-dom', include: ['src/**/*.test.ts'] },
})
