import { expect, test } from 'vitest'
import { importsOf } from './imports.mjs'
import { problemsIn } from './structure.mjs'

test('imports are found with their lines, also over several lines, but not in comments', () => {
  const text = [
    "import { a } from './a.ts'",
    'import type {',
    '  B,',
    "} from '@repartee/contracts'",
    "// import { c } from './c.ts'",
    "/* import { d } from './d.ts' */",
    "export * from './e.ts'",
    "const f = await import('./f.ts')",
    "import 'reflect-metadata'",
  ].join('\n')
  expect(importsOf(text)).toEqual([
    { from: './a.ts', line: 1, isType: false },
    { from: '@repartee/contracts', line: 4, isType: true },
    { from: './e.ts', line: 7, isType: false },
    { from: 'reflect-metadata', line: 9, isType: false },
    { from: './f.ts', line: 8, isType: false },
  ])
})

test.each([
  ['services/coach/src/store.ts', "import { x } from '@repartee/booking'", 'nobody imports a service'],
  ['libs/bus/src/bus.ts', "import { x } from '../../contracts/src/kernel.ts'", 'stays in its package'],
  ['libs/bus/src/bus.ts', "import { x } from '@repartee/contracts/src/kernel.ts'", 'past its index.ts'],
  ['libs/contracts/src/turn.ts', "import { x } from 'node:crypto'", 'zod and nothing else'],
  ['services/coach/src/core/advise.ts', "import { Client } from 'pg'", 'core imports other core files'],
  ['services/coach/src/core/advise.ts', "import { store } from '../store.ts'", 'core imports other core files'],
  ['services/coach/src/store.ts', "import { Injectable } from '@nestjs/common'", 'Nest stands in'],
  ['services/coach/src/store.ts', 'const url = process.env.DATABASE_URL', 'process.env is read in'],
  ['services/coach/src/core/advise.ts', 'const now = Date.now()', 'no clock'],
  ['services/coach/src/store.ts', 'x\n'.repeat(251), 'has 251 lines'],
])('in %s %s breaks a rule', (path, text, problem) => {
  expect(problemsIn(path, text)).toEqual([expect.stringContaining(problem)])
})

test.each([
  ['services/coach/src/coach.module.ts', "import { Module } from '@nestjs/common'\nimport { x } from '@repartee/bus'"],
  [
    'services/coach/src/core/advise.ts',
    "import type { S } from '@repartee/session'\nimport { a } from './tiers.ts'\nimport { b } from '@repartee/packs'",
  ],
  ['services/coach/src/core/advise.test.ts', "import { test } from 'vitest'\nconst now = Date.now()"],
  ['services/coach/src/config.ts', 'readConfig(settings, process.env)'],
])('%s is well', (path, text) => {
  expect(problemsIn(path, text)).toEqual([])
})
