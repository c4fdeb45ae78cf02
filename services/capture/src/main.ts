import { run } from '@repartee/service'
import { CaptureModule } from './capture.module.ts'
import { captureConfig } from './config.ts'

await run({ name: 'capture', config: captureConfig, module: CaptureModule })
