import { defineConfig } from 'vitest/config'

// Workspace packages resolve to their sources (export condition `source`), so that tests need no build.
export default defineConfig({
  resolve: { conditions: ['source'] },
  ssr: { resolve: { conditions: ['source'] } },
  // Test files are in no tsconfig, so the transformer is told here what the sources' tsconfig says.
  oxc: { decorator: { legacy: true, emitDecoratorMetadata: true } },
  test: {
    include: [
      'scripts/**/*.test.mjs',
      'libs/*/src/**/*.test.ts',
      'services/*/src/**/*.test.ts',
      'services/*/test/**/*.int.test.ts',
      'libs/*/test/**/*.int.test.ts',
      'tests/eval/**/*.test.ts',
    ],
    environment: 'node',
    // Its packages hold sources under the same condition; they are transformed with ours.
    server: { deps: { inline: [/@modelcontextprotocol/, /eventsource/] } },
    testTimeout: 20_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
  },
})
