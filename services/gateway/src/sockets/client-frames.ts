import { type ClientFrame, clientFrame } from '@repartee/contracts'

export const NO_FRAME = 'a frame is JSON text with a type: auth, watch, message, renew or ping'

/** The frame, or why it is none of ours. */
export function readFrame(data: Buffer): ClientFrame | string {
  let json: unknown
  try {
    json = JSON.parse(data.toString())
  } catch {
    return NO_FRAME
  }
  const read = clientFrame.safeParse(json)
  if (read.success) return read.data
  const issue = read.error.issues[0]
  return `${issue?.path.join('.') || 'the frame'}: ${issue?.message ?? 'is not understood'}`.slice(0, 300)
}

/** The frame of one type. */
export type FrameOf<Type extends ClientFrame['type']> = Extract<ClientFrame, { type: Type }>
