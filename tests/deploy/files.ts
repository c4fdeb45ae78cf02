import { existsSync, globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'

/** The repository's root folder. */
export const root = join(import.meta.dirname, '../..')

/** The text of a file below the root. */
export const text = (path: string) => readFileSync(join(root, path), 'utf8')

/** A YAML file below the root, with its anchors and merges resolved. */
export const yaml = <Shape>(path: string) => parse(text(path), { merge: true, strict: true }) as Shape

/** Whether there is such a file or folder below the root. */
export const isThere = (path: string) => existsSync(join(root, path))

/** Paths below the root. */
export const paths = (pattern: string) => globSync(pattern, { cwd: root }).toSorted()

/** A program that scripts/check-deploy.mjs has brought, by the name of the variable that holds its path. */
export function program(name: 'KUSTOMIZE_PATH' | 'PROMTOOL_PATH' | 'NATS_SERVER_PATH'): string {
  const path = process.env[name]
  if (path === undefined) throw new Error(`${name} is not set: start these tests by node scripts/check-deploy.mjs`)
  return path
}

/** Every setting that the services know, from the generated .env.example. */
export const knownSettings = new Set(
  [...text('.env.example').matchAll(/^#?([A-Z][A-Z0-9_]+)=/gm)].map(([, name]) => name!),
)

/** The eight, each with the port that it has when nobody says otherwise. */
export const portOf: Readonly<Record<string, number>> = Object.fromEntries(
  ['gateway', 'capture', 'situation', 'generation', 'coach', 'tts', 'followup', 'booking'].map((name, index) => [
    name,
    8080 + index,
  ]),
)
