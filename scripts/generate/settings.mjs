import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { withGeneratedPart } from '../lib/checking/generated.mjs'
import { rootFolder } from '../lib/paths.mjs'
import { services } from '../lib/system/services.mjs'
import { existsSync } from 'node:fs'
import { otherSettings } from './settings/others.mjs'

/**
 * @typedef {{ name: string, description: string, default?: string, example?: string, isSecret: boolean, isRequired: boolean }} Setting
 * @typedef {{ setting: Setting, readers: string[] }} Row
 */

/**
 * `.env.example` and the README's table, from the schemas of the services.
 * @returns {Promise<Record<string, string>>}
 */
export async function generate() {
  const rows = await settingRows()
  return {
    '.env.example': environmentFile(rows),
    ...(existsSync(join(rootFolder, 'README.md'))
      ? { 'README.md': withGeneratedPart('README.md', 'settings', table(rows)) }
      : {}),
  }
}

/** @returns {Promise<Row[]>} each setting once, with all that read it */
async function settingRows() {
  const { describeSettings } = await load('libs/service/dist/index.js')
  /** @type {Map<string, Row>} */
  const rows = new Map()
  const add = (/** @type {Setting} */ setting, /** @type {string} */ reader) => {
    const row = rows.get(setting.name) ?? { setting, readers: [] }
    rows.set(setting.name, { setting: row.setting, readers: [...row.readers, reader] })
  }
  for (const { name } of services) {
    if (!existsSync(join(rootFolder, `services/${name}/dist/config.js`))) continue
    const { settings } = await load(`services/${name}/dist/config.js`)
    for (const setting of describeSettings(settings)) add(setting, name)
  }
  for (const { reader, ...setting } of otherSettings) add({ isSecret: false, isRequired: false, ...setting }, reader)
  return [...rows.values()]
}

/** @param {string} path */
function load(path) {
  return import(pathToFileURL(join(rootFolder, path)).href)
}

/** @param {Row[]} rows @returns {[string, Row[]][]} by who reads them, those of several first */
function grouped(rows) {
  const titleOf = (/** @type {Row} */ { readers }) => (readers.length > 1 ? 'several services' : String(readers[0]))
  return Object.entries(Object.groupBy(rows, titleOf)).map(([title, group]) => [title, group ?? []])
}

/** @param {Row[]} rows */
function environmentFile(rows) {
  const head = [
    '# Settings. Copy this file to .env and take the # off what you set; the environment wins over .env.',
    '# Nothing has to be set for `npm start`: it brings servers, secrets and a sandbox in place of the providers.',
    '# Generated from the schemas of the services by: node scripts/generate.mjs',
  ]
  const parts = grouped(rows).map(([title, group]) =>
    [`# ---- ${title}`, ...group.map(({ setting }) => line(setting))].join('\n\n'),
  )
  return `${head.join('\n')}\n\n${parts.join('\n\n')}\n`
}

/** @param {Setting} setting */
function line(setting) {
  return `# ${setting.description}\n#${setting.name}=${portable(setting.default ?? setting.example ?? '')}`
}

/** @param {Row[]} rows */
function table(rows) {
  const lines = grouped(rows).flatMap(([, group]) =>
    group.map(
      ({ setting, readers }) =>
        `| \`${setting.name}\` | ${setting.description.replaceAll('|', '\\|')} | ${valueCell(setting)} | ${readers.length > 3 ? `${readers.length} services` : readers.join(', ')} |`,
    ),
  )
  return ['| setting | what it is | unset means | read by |', '|---|---|---|---|', ...lines].join('\n')
}

/** @param {Setting} setting */
function valueCell(setting) {
  if (setting.default !== undefined) return `\`${portable(setting.default)}\``
  return setting.isRequired ? '`npm start` brings its own' : ''
}

/** @param {string} value a default may be a path on this machine */
function portable(value) {
  return value.replaceAll(`${rootFolder}/`, '')
}
