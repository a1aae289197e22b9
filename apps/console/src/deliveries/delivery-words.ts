import type { Delivery } from '@ringdown/contracts';

type Status = Delivery['status'];

export const deliveryLooks: Readonly<Record<Status, { readonly label: string; readonly color: string }>> = {
  pending: { label: 'On its way', color: 'blue' },
  delivered: { label: 'Delivered', color: 'green' },
  failed: { label: 'Failed', color: 'red' },
};

/** "call completed" for `call.completed`, "on-call shift started" for `oncall.shift_started`. */
export const aboutWords = (about: string): string => about.replace(/^oncall\b/, 'on-call').replaceAll(/[._]/g, ' ');

/** Where the call or the incident that a delivery is about is shown; null for one about neither. */
export function placeOf({ callId, incidentId }: Pick<Delivery, 'callId' | 'incidentId'>): string | null {
  if (incidentId !== null) return `/incidents/${incidentId}`;
  return callId === null ? null : `/calls/${callId}`;
}

/** What went wrong, and what has to be known about how it arrived; null where there is nothing to say. */
export function remarksOn({ status, lastError, detail }: Pick<Delivery, 'status' | 'lastError' | 'detail'>) {
  return { trouble: status === 'delivered' ? null : lastError, detail };
}

export interface DeliveryFilters {
  readonly channelId: string;
  /** Empty: all. */
  readonly status: Status | '';
}

const isStatus = (text: string): text is Status => text in deliveryLooks;

/** The filters as they stand in the page's address; an unknown status is none. */
export function deliveryFiltersFrom(search: URLSearchParams): DeliveryFilters {
  const status = search.get('status') ?? '';
  return { channelId: search.get('channelId') ?? '', status: isStatus(status) ? status : '' };
}
