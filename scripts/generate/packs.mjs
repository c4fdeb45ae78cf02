import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { withGeneratedPart } from '../lib/checking/generated.mjs'
import { rootFolder } from '../lib/paths.mjs'

/** @typedef {{ _zod: { def: Record<string, any> } }} Schema a zod schema, seen from inside */

const SOURCES = join(rootFolder, 'libs/packs/src/schema')
/** What a pack's author meets, in the order of the page; what they refer to follows where it is met first. */
const ROOTS = ['packDeclaration', 'goldenLine', 'scenario', 'tenantDeclaration']

/**
 * The reference of a pack's sections in docs/packs.md: fields and types from the schemas, words from their comments.
 * @returns {Promise<Record<string, string>>}
 */
export async function generate() {
  const packs = await import(pathToFileURL(join(rootFolder, 'libs/packs/dist/index.js')).href)
  const names = new Map(
    Object.entries(packs).flatMap(([name, value]) => (value?._zod?.def?.type === undefined ? [] : [[value, name]])),
  )
  const comments = commentsOfSources()
  /** @type {string[]} */
  const order = []
  const visit = (/** @type {string} */ name) => {
    if (order.includes(name) || packs[name]._zod.def.type !== 'object') return
    order.push(name)
    for (const field of Object.values(packs[name]._zod.def.shape)) {
      for (const named of namedIn(/** @type {Schema} */ (field), names)) visit(named)
    }
  }
  ROOTS.forEach(visit)
  const tables = order.map((name) => tableOf(name, packs[name], names, comments))
  return { 'docs/packs.md': withGeneratedPart('docs/packs.md', 'packs', tables.join('\n\n')) }
}

/**
 * @param {string} name
 * @param {Schema} schema
 * @param {Map<unknown, string>} names
 * @param {Map<string, string>} comments
 */
function tableOf(name, schema, names, comments) {
  const rows = Object.entries(schema._zod.def.shape).map(([field, type]) => {
    const words = comments.get(`${name}.${field}`) ?? ''
    return `| \`${field}\` | ${typeOf(/** @type {Schema} */ (type), names)} | ${words} |`
  })
  const about = comments.get(name)
  return [
    `### ${titleOf(name)}`,
    '',
    ...(about ? [about, ''] : []),
    '| field | type | |',
    '|---|---|---|',
    ...rows,
  ].join('\n')
}

/** @param {string} name */
const titleOf = (name) =>
  ({ packDeclaration: 'pack.yaml', goldenLine: 'golden.jsonl', tenantDeclaration: 'tenants.yaml' })[name] ?? name

/** @param {Schema} schema @param {Map<unknown, string>} names @returns {string} */
function typeOf(schema, names) {
  const { def } = schema._zod
  const name = names.get(schema)
  if (def.type === 'object') return name ? `[${titleOf(name)}](#${anchorOf(name)})` : fieldsOf(def.shape)
  switch (def.type) {
    case 'default':
      return `${typeOf(def.innerType, names)}, default \`${JSON.stringify(defaultOf(def))}\``.replace(
        /, default `\{.{80,}\}`$/,
        ', may be left out',
      )
    case 'optional':
      return `${typeOf(def.innerType, names)}, may be left out`
    case 'nullable':
      return `${typeOf(def.innerType, names)} or null`
    case 'array':
      return `list of ${typeOf(def.element, names)}`
    case 'enum':
      return Object.values(def.entries)
        .map((value) => `\`${value}\``)
        .join(' ')
    case 'record':
      return name ?? `map of ${typeOf(def.valueType, names)}`
    case 'union':
      return def.discriminator
        ? `${name ?? 'one of several forms'}, by \`${def.discriminator}\``
        : def.options.map((/** @type {Schema} */ one) => typeOf(one, names)).join(' or ')
    case 'literal':
      return def.values.map((/** @type {string} */ value) => `\`${value}\``).join(' ')
    case 'tuple':
      return `[${def.items.map((/** @type {Schema} */ one) => typeOf(one, names)).join(', ')}]`
    case 'pipe':
      return typeOf(def.in, names)
    default:
      return name ?? def.type
  }
}

/** @param {Record<string, Schema>} shape */
const fieldsOf = (shape) =>
  `{ ${Object.entries(shape)
    .map(([field, { _zod }]) => (['optional', 'default'].includes(_zod.def.type) ? `${field}?` : field))
    .join(', ')} }`

/** @param {Record<string, any>} def */
const defaultOf = (def) => (typeof def.defaultValue === 'function' ? def.defaultValue() : def.defaultValue)

/** @param {string} name */
const anchorOf = (name) => titleOf(name).toLowerCase().replaceAll('.', '')

/** @param {Schema} schema @param {Map<unknown, string>} names @returns {string[]} */
function namedIn(schema, names) {
  const { def } = schema._zod
  const name = names.get(schema)
  const own = name && def.type === 'object' ? [name] : []
  const inner = [def.innerType, def.element, def.valueType, def.in, ...(def.options ?? []), ...(def.items ?? [])]
  const fields = def.type === 'object' && !name ? Object.values(def.shape) : []
  return [...own, ...[...inner, ...fields].filter(Boolean).flatMap((one) => namedIn(one, names))]
}

/** The comments of schemas by name, and of their fields by `schema.field`. */
function commentsOfSources() {
  /** @type {Map<string, string>} */
  const comments = new Map()
  for (const file of readdirSync(SOURCES)) {
    const source = readFileSync(join(SOURCES, file), 'utf8')
    const pattern =
      /(?:\/\*\*(?<about>(?:(?!\*\/)[\s\S])*)\*\/\n)?export const (?<name>\w+) = z\s*\.strictObject\(\{(?<body>[^\n]*\}\)\n|[\s\S]*?\n(?: {2})?\}\))/g
    for (const { groups } of source.matchAll(pattern)) {
      const { about, name, body } = /** @type {Record<string, string>} */ (groups)
      if (about) comments.set(String(name), textOf(about))
      const fields = /\/\*\*(?<words>(?:(?!\*\/)[\s\S])*)\*\/\n\s*(?<field>\w+)(?=[:,])/g
      for (const found of String(body).matchAll(fields)) {
        comments.set(`${name}.${found.groups?.field}`, textOf(String(found.groups?.words)))
      }
    }
  }
  return comments
}

/** @param {string} comment */
const textOf = (comment) =>
  comment
    .replaceAll(/^\s*\*\s?/gm, ' ')
    .replaceAll(/\s+/g, ' ')
    .replaceAll('|', '\\|')
    .trim()
