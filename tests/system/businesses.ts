export const TENANT = 'demo-clinic'
export const PHONE_NUMBER_ID = '100000000000001'

/** One of the demo's businesses, as it is reached on WhatsApp. */
export interface Business {
  readonly tenant: string
  readonly instance: string
  readonly phoneNumberId: string
  readonly timeZone: string
  /** How it is called. */
  readonly phone: { readonly instance: string; readonly account: string } | null
}

export const CLINIC: Business = {
  tenant: TENANT,
  instance: 'demo-whatsapp',
  phoneNumberId: PHONE_NUMBER_ID,
  timeZone: 'Europe/Madrid',
  phone: { instance: 'demo-phone', account: '+15550100001' },
}
export const SALES: Business = {
  tenant: 'demo-sales',
  instance: 'sales-whatsapp',
  phoneNumberId: '100000000000002',
  timeZone: 'Europe/Berlin',
  phone: null,
}

export const TRADING: Business = {
  tenant: 'demo-trading',
  instance: 'trading-whatsapp',
  phoneNumberId: '100000000000003',
  timeZone: 'America/New_York',
  phone: null,
}

export const HVAC: Business = {
  tenant: 'demo-hvac',
  instance: 'hvac-whatsapp',
  phoneNumberId: '100000000000004',
  timeZone: 'America/Chicago',
  phone: { instance: 'hvac-phone', account: '+15550100002' },
}
