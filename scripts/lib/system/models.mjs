/**
 * @typedef {object} ModelsReport what generation tells in /health
 * @property {{ provider: string, models: Record<'fast' | 'standard' | 'deep', { model: string }>, costOfTurnUsd: number | null }[]} providers
 */

const LIMIT_MS = 2000

/**
 * Which models are asked, in one line for each provider; none when rules answer alone, or nobody tells in time.
 * @param {string | undefined} port of generation
 * @returns {Promise<string[]>}
 */
export async function modelsInUse(port) {
  try {
    const answer = await fetch(`http://127.0.0.1:${port}/health`, { signal: AbortSignal.timeout(LIMIT_MS) })
    const { models } = /** @type {{ models?: ModelsReport }} */ (await answer.json())
    return (models?.providers ?? []).map(described)
  } catch {
    return [] // the line is a courtesy; /health itself tells what is wrong
  }
}

/** @param {ModelsReport['providers'][number]} report */
function described({ provider, models, costOfTurnUsd }) {
  const cost = costOfTurnUsd === null ? 'price unknown' : `about $${costOfTurnUsd.toFixed(4)} a turn`
  const { fast, standard, deep } = models
  const names = [...new Set([fast.model, standard.model, deep.model])]
  return names.length === 1
    ? `${provider}: ${names[0]} for everything; ${cost}`
    : `${provider}: ${fast.model} understands, ${standard.model} answers, ${deep.model} thinks deep; ${cost}`
}
