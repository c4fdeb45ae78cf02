import { type MetaStatus, type MetaWebhook, metaChange, metaTimestamp, metaWebhook } from './metaWebhook.ts'

/** The states of a sent message, as Meta reports them. */
export const META_STATUSES = ['sent', 'delivered', 'read', 'failed'] as const
export type MetaStatusName = (typeof META_STATUSES)[number]

/** What a status says about a message of ours. */
export type MetaStatusReport = {
  /** The wamid that the send answered with. */
  id: string
  status: MetaStatusName
  /** The contact's digits; or `userId` when the message went to a BSUID. */
  to?: string
  userId?: string
  phoneNumberId?: string
  at?: Date
  /** Comes back as `biz_opaque_callback_data`. */
  callbackData?: string
  /** With `failed`: why. */
  error?: { code: number; title: string; details?: string }
}

/** One or more statuses in a body of their own, in the given order. */
export function metaStatus(...reports: [MetaStatusReport, ...MetaStatusReport[]]): MetaWebhook {
  return metaWebhook(metaChange({ phoneNumberId: reports[0].phoneNumberId, statuses: reports.map(statusOf) }))
}

function statusOf(report: MetaStatusReport): MetaStatus {
  const { to, userId, callbackData, error } = report
  return {
    id: report.id,
    status: report.status,
    timestamp: metaTimestamp(report.at ?? new Date()),
    ...(to && { recipient_id: to }),
    ...(userId && { recipient_user_id: userId }),
    ...(callbackData !== undefined && { biz_opaque_callback_data: callbackData }),
    ...(report.status === 'failed' || report.status === 'read' ? {} : { pricing: SERVICE_PRICING }),
    ...(error && { errors: [statusError(error)] }),
  }
}

const SERVICE_PRICING = { billable: false, pricing_model: 'PMP', category: 'service', type: 'free_customer_service' }

function statusError(error: { code: number; title: string; details?: string }) {
  return {
    code: error.code,
    title: error.title,
    message: error.title,
    error_data: { details: error.details ?? error.title },
    href: 'https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes/',
  }
}
