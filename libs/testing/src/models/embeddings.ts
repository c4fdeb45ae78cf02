import { createHash } from 'node:crypto'

const DIMENSIONS = 64

/** What OpenAI's embeddings API answers: vectors of words, so that texts that share words are near each other. */
export function embeddingsAnswer(body: Record<string, unknown>): object {
  const inputs = (Array.isArray(body.input) ? body.input : [body.input]) as string[]
  const tokens = Math.ceil(inputs.join('').length / 4)
  return {
    object: 'list',
    model: body.model,
    data: inputs.map((text, index) => ({ object: 'embedding', index, embedding: encoded(vectorOf(text), body) })),
    usage: { prompt_tokens: tokens, total_tokens: tokens },
  }
}

function vectorOf(text: string): Float32Array {
  const vector = new Float32Array(DIMENSIONS)
  for (const word of text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []) {
    const hash = createHash('sha1').update(word).digest()
    vector[hash.readUInt16BE(0) % DIMENSIONS]! += hash[2]! % 2 === 0 ? 1 : -1
  }
  const length = Math.hypot(...vector) || 1
  return vector.map((value) => value / length)
}

/** The SDK asks for base64 unless told otherwise. */
function encoded(vector: Float32Array, body: Record<string, unknown>): string | number[] {
  return body.encoding_format === 'base64' ? Buffer.from(vector.buffer).toString('base64') : [...vector]
}
