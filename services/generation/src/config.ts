import { fileURLToPath } from 'node:url'
import { modelSettings } from '@repartee/llm'
import { readConfig, redisSettings, serviceSettings, setting } from '@repartee/service'
import type { z } from 'zod'

export const settings = serviceSettings('generation', {
  ...redisSettings,
  ...modelSettings,
  ENABLE_ASYNC_COACH: setting.flag('Advice comes after the reply; false: the reply waits for it, at first', true),
  MCP_SERVERS: setting.text(
    'Where the MCP servers are that packs name: market=https://host/mcp, news=https://…; one that is not here is not used',
    '',
  ),
  MCP_TOKENS: setting.secret('Bearer tokens of MCP servers: market=token, news=token'),
  PACKS_DIR: setting.text('Folder of the packs', fileURLToPath(new URL('../../../packs', import.meta.url))),
})
export type GenerationConfig = z.infer<typeof settings>

export const generationConfig = (): GenerationConfig => readConfig(settings, process.env)
