import { defineConfig } from 'vite'

// The gateway serves `dist` at `/`; nothing is fetched from elsewhere.
export default defineConfig({
  build: { target: 'es2022', modulePreload: { polyfill: false }, reportCompressedSize: true },
  server: {
    proxy: {
      '/api': 'http://localhost:8080',
      '/sandbox': 'http://localhost:8080',
      '/ws': { target: 'ws://localhost:8080', ws: true },
    },
  },
})
