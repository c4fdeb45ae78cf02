export { canHaveRadicale, startRadicale } from '../../../../scripts/lib/servers/radicale.mjs'
