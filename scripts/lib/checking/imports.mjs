/** @typedef {{ from: string, line: number, isType: boolean }} Import */

const statement = /^\s*(?:import|export)\s+(type\s+)?(?:[^'"`;]*?\sfrom\s*)?['"]([^'"]+)['"]/gm
const call = /\bimport\(\s*['"]([^'"]+)['"]\s*\)/g

/**
 * @param {string} text a TypeScript or JavaScript source
 * @returns {Import[]}
 */
export function importsOf(text) {
  const code = text.replaceAll(/\/\*[\s\S]*?\*\//g, (comment) => comment.replaceAll(/[^\n]/g, ' '))
  const lineAt = (/** @type {number} */ index) => code.slice(0, index).split('\n').length
  return [
    ...[...code.matchAll(statement)].map((match) => ({
      from: String(match[2]),
      line: lineAt(match.index + match[0].length),
      isType: match[1] !== undefined,
    })),
    ...[...code.matchAll(call)].map((match) => ({ from: String(match[1]), line: lineAt(match.index), isType: false })),
  ]
}
