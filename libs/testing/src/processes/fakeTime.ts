export { canFakeTime, withClockOff } from '../../../../scripts/lib/faketime.mjs'
