import { run } from '@repartee/service'
import { followUpConfig } from './config.ts'
import { FollowUpModule } from './followup.module.ts'

await run({ name: 'followup', config: followUpConfig, module: FollowUpModule })
