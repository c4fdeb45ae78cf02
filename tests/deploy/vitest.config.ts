import { defineConfig } from 'vitest/config'

// Reads the files that deploy the system; run by scripts/check-deploy.mjs, which brings the programs.
export default defineConfig({
  cacheDir: '../node_modules/.vite-deploy',
  resolve: { conditions: ['source'] },
  ssr: { resolve: { conditions: ['source'] } },
  test: {
    root: import.meta.dirname,
    include: ['*.test.ts'],
    environment: 'node',
    testTimeout: 60_000,
  },
})
