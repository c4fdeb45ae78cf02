import { run } from '@repartee/service'
import { CoachModule } from './coach.module.ts'
import { coachConfig } from './config.ts'

await run({ name: 'coach', config: coachConfig, module: CoachModule })
