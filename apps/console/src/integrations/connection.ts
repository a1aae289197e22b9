import type { Integration } from '../api/resources.js';
import { knownType } from './integration-types.js';

interface Given {
  /** What the monitor calls it. */
  readonly label: string;
  readonly value: string;
}

export interface Connection {
  /** What is entered at the monitor. */
  readonly given: readonly Given[];
  /** What keeps it from being reached, and what to do about it. */
  readonly problem: string | null;
}

type Reached = Pick<Integration, 'type' | 'token' | 'url' | 'emailAddress'>;

const unreadable =
  'Its key was stored with another SECRET_KEY, and cannot be read any more. Give it a new one, and enter that at the monitor.';
export const noMail =
  'Mail is not received here. It is switched on by the settings MAIL_PORT and MAIL_DOMAIN of this installation; then the address of this integration stands here.';

const originOf = (url: string): string => (URL.canParse(url) ? new URL(url).origin : url);

function givenFor(type: string, url: string, token: string): readonly Given[] {
  if (type === 'pagerduty') {
    return [
      { label: 'Integration key (routing key)', value: token },
      { label: 'URL of the Events API', value: url },
      { label: 'Or only the host', value: originOf(url) },
    ];
  }
  if (type === 'opsgenie') {
    return [
      { label: 'API URL', value: url },
      { label: 'API key', value: token },
    ];
  }
  return [{ label: type === 'heartbeat' ? 'URL to call at each run' : 'URL', value: url }];
}

/** What a monitor needs to reach an integration; null for viewers, to whom it is not shown. */
export function connectionOf({ type, token, url, emailAddress }: Reached): Connection | null {
  if (token === undefined || url === undefined) return null;
  if (token === null || url === null) return { given: [], problem: unreadable };
  const known = knownType(type);
  if (known !== 'email') return { given: givenFor(known, url, token), problem: null };
  return emailAddress == null
    ? { given: [], problem: noMail }
    : { given: [{ label: 'Address', value: emailAddress }], problem: null };
}

/** The instructions with what is this integration's own in the place of their blanks; what is not there keeps a name that says so. */
export function filledGuide(guide: string, { token, url, emailAddress }: Reached): string {
  const values: Readonly<Record<string, string>> = {
    url: url ?? 'URL',
    token: token ?? 'TOKEN',
    origin: url == null ? 'ORIGIN' : originOf(url),
    emailAddress: emailAddress ?? `${token ?? 'TOKEN'}@MAIL_DOMAIN`,
  };
  return guide.replace(/\{\{(url|token|origin|emailAddress)\}\}/g, (_blank, name: string) => values[name] ?? '');
}

/** What a new token is called where the monitor has more to be entered than a URL. */
export function renewalWords(type: string): string {
  const known = knownType(type);
  if (known === 'email') return 'New address';
  return known === 'pagerduty' || known === 'opsgenie' ? 'New key' : 'New URL';
}
