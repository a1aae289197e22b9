import { readTitle, requestHeader, type SentHeaders } from '../monitor-event.js';

/** How a request names the alert that it is about. */
export interface NamedAlert {
  readonly key: string | null;
  /** A tiny id, which is our number of the incident. */
  readonly incidentNumber?: number;
}

/** What is asked of the alert API; `action` as Opsgenie calls it when it tells the state of a request. */
export type AlertRequest =
  | { readonly kind: 'create'; readonly action: 'Create' }
  | {
      readonly kind: 'change';
      readonly action: 'Close' | 'Acknowledge' | 'AddNote';
      readonly alert: NamedAlert;
    }
  /** Something that incidents here do not have; it is accepted, since clients take an error for an outage. */
  | { readonly kind: 'unsupported'; readonly action: string }
  | { readonly kind: 'state'; readonly requestId: string }
  | { readonly kind: 'wrong method'; readonly allowed: string };

const changes = { close: 'Close', acknowledge: 'Acknowledge', notes: 'AddNote' } as const;

/** The rest of https://docs.opsgenie.com/docs/alert-api that changes an alert, and how Opsgenie calls it. */
const unsupported: ReadonlyMap<string, string> = new Map(
  Object.entries({
    unacknowledge: 'UnAcknowledge',
    snooze: 'Snooze',
    escalate: 'Escalate',
    assign: 'AssignOwnership',
    teams: 'AddTeam',
    responders: 'AddResponder',
    tags: 'UpdateTags',
    details: 'UpdateDetails',
    message: 'UpdateMessage',
    description: 'UpdateDescription',
    priority: 'UpdatePriority',
    actions: 'ExecuteCustomAction',
    attachments: 'UpdateAttachments',
  }),
);

/** Of `/v2/alerts` and what is below it; null for another address. */
export function alertRequestOf(method: string, url: string): AlertRequest | null {
  const { pathname, searchParams } = new URL(url, 'http://opsgenie');
  const [version, collection, ...below] = pathname.split('/').filter((part) => part !== '');
  if (version !== 'v2' || collection !== 'alerts') return null;
  const [identifier, ...parts] = below.map(decoded);
  if (identifier === undefined) return only(method, 'POST', { kind: 'create', action: 'Create' });
  const [part, ...more] = parts;
  if (part === undefined) {
    return only(method, 'DELETE', { kind: 'change', action: 'Close', alert: alertNamed(identifier, searchParams) });
  }
  if (more.length === 0 && identifier === 'requests') return only(method, 'GET', { kind: 'state', requestId: part });
  if (more.length === 0 && isChange(part)) {
    const alert = alertNamed(identifier, searchParams);
    return only(method, 'POST', { kind: 'change', action: changes[part], alert });
  }
  const action = unsupported.get(part);
  return action === undefined ? null : notSupported(method, action);
}

const notSupported = (method: string, action: string): AlertRequest =>
  method === 'GET' || method === 'HEAD' ? { kind: 'wrong method', allowed: 'POST' } : { kind: 'unsupported', action };

const isChange = (part: string): part is keyof typeof changes => Object.hasOwn(changes, part);

const only = (method: string, allowed: string, request: AlertRequest): AlertRequest =>
  method === allowed ? request : { kind: 'wrong method', allowed };

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** By which an event is read again as the same request; the key that may stand in the address is left out. */
export function writtenRequest(method: string, url: string): string {
  const { pathname, searchParams } = new URL(url, 'http://opsgenie');
  const type = searchParams.get('identifierType');
  return `${method} ${pathname}${type === null ? '' : `?identifierType=${encodeURIComponent(type)}`}`;
}

/** The request that an event came with; null where it was pushed. */
export function requestIn(headers: SentHeaders): AlertRequest | null {
  const [, method, url] = /^(\S+) (\/\S*)$/.exec(headers[requestHeader] ?? '') ?? [];
  return method !== undefined && url !== undefined ? alertRequestOf(method, url) : null;
}

function alertNamed(identifier: string, query: URLSearchParams): NamedAlert {
  const type = query.get('identifierType') ?? 'id';
  const key = readTitle(identifier, []);
  if (type === 'alias') return { key };
  if (type === 'tiny') return /^\d{1,9}$/.test(key) ? { key: null, incidentNumber: Number(key) } : { key: null };
  return { key: keyOfId(key) };
}

const uuid = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;
const ofAlias = 'alias-';

/**
 * The id of the alert with this key: a UUID stands for itself, an alias is written in it. So whoever is asked to close it by its id
 * computes the key, and looks nothing up: an alert is accepted with the database unavailable too.
 */
export const idOfKey = (key: string): string =>
  uuid.test(key) ? key : ofAlias + Buffer.from(key).toString('base64url');

/** The key of the alert with this id; what is no id of ours is taken for an alias, as it is by clients that name no type. */
export function keyOfId(id: string): string {
  if (!id.startsWith(ofAlias)) return id;
  const key = Buffer.from(id.slice(ofAlias.length), 'base64url').toString();
  return key !== '' && idOfKey(key) === id ? key : id;
}
