import { run } from '@repartee/service'
import { generationConfig } from './config.ts'
import { GenerationModule } from './generation.module.ts'

await run({ name: 'generation', config: generationConfig, module: GenerationModule })
