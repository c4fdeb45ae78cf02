import { describe, expect, test } from 'vitest'
import { isThere, paths, portOf, text, yaml } from './files.ts'

const instructions = text('deploy/Dockerfile')
  .replaceAll(/\\\n/g, ' ')
  .split('\n')
  .filter((line) => /^[A-Z]+ /.test(line))
  .map((line) => ({ name: line.split(' ', 1)[0]!, words: line.split(/\s+/).slice(1) }))

const stages = instructions.filter(({ name }) => name === 'FROM').map(({ words }) => words[2]!)
const copies = instructions.filter(({ name }) => name === 'COPY').map(({ words }) => words)

/** The source of a program that is compiled to `dist`. */
const sourceOf = (program: string) => program.replace('/dist/', '/src/').replace(/\.js$/, '.ts')

/** Files of ours that containers start. */
const started = ['docker-compose.yml', ...paths('k8s/**/*.yaml')].flatMap((path) =>
  [...text(path).matchAll(/(?:scripts|libs|services)\/[\w/.-]+\.m?js/g)].map(([file]) => file),
)

describe('deploy/Dockerfile', () => {
  test('copies only what is there and is not kept out', () => {
    const ignored = text('.dockerignore').split('\n')
    const sources = copies.filter(([first]) => !first!.startsWith('--')).flatMap((words) => words.slice(0, -1))
    for (const source of sources.filter((path) => path !== '.')) {
      expect(isThere(source), `${source} is missing`).toBe(true)
      expect(ignored).not.toContain(source)
    }
  })

  test('copies from stages that are there', () => {
    const from = copies.flatMap((words) => words.filter((word) => word.startsWith('--from=')))
    expect(from.filter((word) => !stages.includes(word.slice('--from='.length)))).toEqual([])
  })

  test('runs as a user who is not root, on the Node of the repository', () => {
    expect(instructions.findLast(({ name }) => name === 'USER')?.words).toEqual(['1000:1000'])
    const { nodeVersion } = yaml<{ nodeVersion: string }>('pnpm-workspace.yaml')
    expect(instructions[0]?.words[0]).toBe(`node:${nodeVersion.split('.')[0]}-slim`)
  })

  test('starts a host that knows all eight services', () => {
    const entry = instructions.findLast(({ name }) => name === 'ENTRYPOINT')?.words.join(' ') ?? ''
    const files = [...entry.matchAll(/\/app\/([\w/.-]+)/g)].map(([, path]) => path!)
    expect(files).toHaveLength(2)
    for (const file of files) expect(isThere(sourceOf(file)), `${file} has no source`).toBe(true)
    for (const name of Object.keys(portOf)) expect(isThere(`services/${name}/src/main.ts`)).toBe(true)
  })

  test('holds every program that compose and k8s start', () => {
    expect(started.length).toBeGreaterThan(4)
    for (const file of started) expect(isThere(sourceOf(file)), `${file} has no source`).toBe(true)
  })
})
