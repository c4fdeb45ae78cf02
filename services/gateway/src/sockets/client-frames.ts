import { type ClientFrame, clientFrame } from '@repartee/contracts'

/** The frame; the reason when it is not one of ours; null when it is not even JSON. */
export function readFrame(data: Buffer): ClientFrame | string | null {
  let json: unknown
  try {
    json = JSON.parse(data.toString())
  } catch {
    return null
  }
  const read = clientFrame.safeParse(json)
  if (read.success) return read.data
  const issue = read.error.issues[0]
  return `${issue?.path.join('.') || 'the frame'}: ${issue?.message ?? 'is not understood'}`.slice(0, 300)
}
