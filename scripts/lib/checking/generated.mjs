import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { rootFolder } from '../paths.mjs'

const folder = join(rootFolder, 'scripts/generate')

/**
 * What all generators make now, from the compiled program.
 * @returns {Promise<Record<string, string>>} content by path below the root
 */
export async function generatedFiles() {
  const names = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.mjs')) : []
  const made = await Promise.all(
    names.map(async (name) => {
      const { generate } = await import(pathToFileURL(join(folder, name)).href)
      return generate()
    }),
  )
  const paths = made.flatMap((files) => Object.keys(files))
  const twice = paths.find((path, index) => paths.indexOf(path) !== index)
  if (twice !== undefined) throw new Error(`${twice} is made by two generators: let one make the whole file`)
  return Object.assign({}, ...made)
}

/** @param {Record<string, string>} files @returns {string[]} the paths whose content on disk is another */
export function staleFiles(files) {
  return Object.entries(files)
    .filter(([path, content]) => read(path) !== content)
    .map(([path]) => path)
}

/** @param {Record<string, string>} files */
export function writeFiles(files) {
  for (const path of staleFiles(files)) {
    mkdirSync(dirname(join(rootFolder, path)), { recursive: true })
    writeFileSync(join(rootFolder, path), String(files[path]))
  }
}

/**
 * A file whose part between two marker comments is generated.
 * @param {string} path
 * @param {string} name of the markers: `<!-- generated: name -->` … `<!-- end: name -->`
 * @param {string} content
 * @returns {string} the whole file with the new part
 */
export function withGeneratedPart(path, name, content) {
  const text = read(path) ?? ''
  const begin = `<!-- generated: ${name} -->`
  const end = `<!-- end: ${name} -->`
  const [before, after] = [text.split(begin)[0], text.split(end)[1]]
  if (!text.includes(begin) || !text.includes(end)) throw new Error(`${path} needs the lines ${begin} and ${end}`)
  return `${before}${begin}\n\n${content.trim()}\n\n${end}${after}`
}

/** @param {string} path @returns {string | undefined} */
function read(path) {
  return existsSync(join(rootFolder, path)) ? readFileSync(join(rootFolder, path), 'utf8') : undefined
}
