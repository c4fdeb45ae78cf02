import { run } from '@repartee/service'
import { gatewayConfig } from './config.ts'
import { gateway } from './service.ts'

await run({ ...gateway, config: gatewayConfig })
