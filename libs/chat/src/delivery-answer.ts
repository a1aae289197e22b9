/** What became of one try to deliver. `detail` and `reason` are sentences for the person who looks at the delivery. */
export type DeliveryAnswer =
  | { readonly type: 'accepted'; readonly detail: string }
  /** Try again: after `afterMs` where the other side named a time. */
  | { readonly type: 'retry'; readonly reason: string; readonly afterMs?: number }
  /** Trying again cannot help. */
  | { readonly type: 'failed-for-good'; readonly reason: string };
