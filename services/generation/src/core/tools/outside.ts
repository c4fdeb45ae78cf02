import type { Channel } from '@repartee/contracts'
import type { Pack, Tool } from '@repartee/packs'

/** A tool of an MCP server that the pack allows. */
export type OutsideTool = Tool & { readonly mcp: NonNullable<Tool['mcp']> }

/** How a model calls it: no points in names. */
export const nameForModels = (name: string) => name.replaceAll('.', '_')

/**
 * The tools of MCP servers that a model may call on a channel: those of the pack that only read. What writes or moves
 * money is carried out by a task, after the contact's yes, and never on a model's word.
 */
export function outsideTools(pack: Pick<Pack, 'tools'>, channel: Channel): OutsideTool[] {
  return pack.tools.filter(
    (tool): tool is OutsideTool =>
      tool.mcp !== undefined && tool.permission === 'read' && tool.channels.includes(channel),
  )
}
