import type { ForeseenAlert, IntegrationEvent } from '@ringdown/contracts';
import { compactJson, indentedJson } from '@ringdown/kernel';
import { typeName } from './integration-types.js';

type Alert = IntegrationEvent['alerts'][number];

export const viaWords: Readonly<Record<IntegrationEvent['via'], string>> = {
  http: 'From the monitor',
  mail: 'By mail',
  test: 'A test',
  replay: 'Run again',
};

interface AlertStatusWords {
  readonly label: string;
  readonly color: string;
}

export const alertStatuses: Readonly<Record<Alert['status'], AlertStatusWords>> = {
  trigger: { label: 'Triggers', color: 'red' },
  acknowledge: { label: 'Acknowledges', color: 'yellow' },
  resolve: { label: 'Resolves', color: 'green' },
  note: { label: 'Note', color: 'gray' },
};

export const alertTitle = (title: string): string => (title.trim() === '' ? 'Without a title' : title);

/** Whose format an event was read as. */
export const readAsWords = ({ readAs }: Pick<IntegrationEvent, 'readAs'>): string =>
  readAs === null ? 'Refused' : typeName(readAs);

/** How long an event may wait for its incident before it has changed none. */
const settlesAfter = 8_000;

/** Whether all is known that will become of an event. */
export const isSettled = (
  { refusal, receivedAt, alerts }: Pick<IntegrationEvent, 'refusal' | 'receivedAt' | 'alerts'>,
  now: number,
): boolean =>
  refusal !== null || alerts.every(({ became }) => became !== null) || now - Date.parse(receivedAt) > settlesAfter;

/** Whether an event only says that a job is alive; what opens and resolves is the watch over it. */
export const isPing = ({ readAs, alerts }: Pick<IntegrationEvent, 'readAs' | 'alerts'>): boolean =>
  readAs === 'heartbeat' && alerts.length === 0;

/** Each warning once: those of the alerts are among those of the whole event as a rule. */
export const warningsOf = ({
  warnings,
  alerts,
}: {
  readonly warnings: readonly string[];
  readonly alerts: readonly { readonly warnings: readonly string[] }[];
}): readonly string[] => [...new Set([...warnings, ...alerts.flatMap((alert) => alert.warnings)])];

export function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** A body with its lines broken where it is JSON, else as it came. */
export const bodyText = (body: string): string => (isJson(body) ? indentedJson(compactJson(body)) : body);

/** What an alert would do, were it sent now; the incident it is about is named after it. */
export const effectWords: Readonly<Record<ForeseenAlert['effect'], string>> = {
  open: 'It would open an incident.',
  repeat: 'It would be another occurrence of',
  acknowledge: 'It would acknowledge',
  recover: 'It would recover, and leave open until it is quiet,',
  resolve: 'It would resolve',
  note: 'It would add a note to',
  nothing: 'It would change nothing: no open incident has its key or its title.',
};

/** How many bytes, as people say it. */
export function sizeWords(bytes: number): string {
  if (bytes < 1_000) return `${bytes} bytes`;
  return bytes < 1_000_000 ? `${(bytes / 1_000).toFixed(1)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}

interface Notified {
  /** Names. */
  readonly policy: string | null;
  readonly channels: readonly string[];
}

/** Who is notified of an incident that an integration opens. */
export function notifiedWords({ policy, channels }: Notified): string {
  if (policy === null && channels.length === 0) {
    return 'It names neither an escalation policy nor a channel, so it notifies nobody by itself. Alert rules may.';
  }
  const people = policy === null ? [] : [`the people of the escalation policy “${policy}”`];
  const posted =
    channels.length === 0 ? [] : [`${channels.length === 1 ? 'the channel' : 'the channels'} ${channels.join(', ')}`];
  return `It notifies ${[...people, ...posted].join(', and ')}, as a real alert does. Alert rules may notify more.`;
}
