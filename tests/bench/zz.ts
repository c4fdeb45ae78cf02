import { growthRow } from './rows/zz.ts'; console.log(await growthRow()); process.exit(0)
