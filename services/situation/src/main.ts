import { run } from '@repartee/service'
import { situationConfig } from './config.ts'
import { SituationModule } from './situation.module.ts'

await run({ name: 'situation', config: situationConfig, module: SituationModule })
