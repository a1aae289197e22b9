import type { Severity } from '@ringdown/contracts';
import { carriedBody, hasBoth, type MonitorEvent, readTitle, type Sender } from '../monitor-event.js';
import { linksOf, spokenTitle, titleOn } from '../pages.js';
import { firstText, type Members, normal, priorityOf, quoted, severityOf, textOf, toStorableText } from '../words.js';

/** A macro that Zabbix could not expand. */
const unexpanded = /^\s*(\{\$?[A-Z][A-Z0-9_.]*(:[^}]*)?\}|\*UNKNOWN\*)\s*$/;

const given = (body: Members, ...names: readonly string[]): string =>
  firstText(...names.map((name) => body[name]).filter((value) => !unexpanded.test(textOf(value))));

/**
 * Zabbix with the media type of docs/monitors/zabbix-media-type.yaml; its macros:
 * https://www.zabbix.com/documentation/current/en/manual/appendix/macros/supported_by_location
 */
export const zabbix: Sender = {
  type: 'zabbix',
  name: 'Zabbix',
  isMarked: (body) => hasBoth(body, 'event_value', 'event_nseverity') && Object.hasOwn(body, 'trigger_id'),
  read({ text, value }) {
    const warnings: string[] = [];
    const change = changeOf(value, warnings);
    if (change === null) {
      const action = given(value, 'event_update_action') || 'updated';
      return { events: [], warnings: [`event_update_action: ${quoted(action)} changes nothing here`] };
    }
    const eventId = given(value, 'event_id');
    return {
      events: [
        {
          title: readTitle(titleOf(value, eventId), warnings),
          key: eventId === '' ? null : readTitle(`problem ${eventId}`, warnings),
          body: carriedBody(text, value, warnings),
          severity: readSeverity(value),
          priority: priorityOf(given(value, 'priority')),
          ...change,
          ...linksOf([
            ['Problem', pageOf(value, eventId)],
            ['Trigger’s page', value.trigger_url],
          ]),
          warnings,
        },
      ],
    };
  },
  sample: (status) => ({
    event_id: '1',
    event_value: status === 'resolve' ? '0' : '1',
    event_update_status: '0',
    event_name: 'Test of Ringdown: nothing is wrong',
    event_severity: 'Warning',
    event_nseverity: '2',
    host_name: 'test',
    trigger_id: '1',
    zabbix_url: 'https://zabbix.example',
  }),
};

type Change = Pick<MonitorEvent, 'status' | 'note'>;

/** What it reports: a problem, its end, or what somebody did to it; null where that changes nothing. */
function changeOf(body: Members, warnings: string[]): Change | null {
  const value = given(body, 'event_value');
  if (value === '0') return { status: 'resolve' };
  if (given(body, 'event_update_status') === '1') return updateOf(body);
  if (value !== '1')
    warnings.push(`event_value: expected 0 or 1, got ${quoted(body.event_value ?? null)}; it triggers`);
  return { status: 'trigger' };
}

/** `acknowledged, commented, changed severity from Warning to High`; what is closed is reported as resolved as well. */
function updateOf(body: Members): Change | null {
  const action = normal(given(body, 'event_update_action'));
  const written = toStorableText(given(body, 'event_update_message'));
  const note = written === '' ? {} : { note: written };
  const says = (word: RegExp): boolean => word.test(action);
  if (says(/\bunacknowledged\b/) || says(/\bchanged severity\b/)) return { status: 'trigger', ...note };
  if (says(/\backnowledged\b/) || (action === '' && normal(given(body, 'event_ack_status')) === 'yes')) {
    return { status: 'acknowledge', ...note };
  }
  return written === '' ? null : { status: 'note', ...note };
}

/** What a test of the media type sends has no name. */
function titleOf(body: Members, eventId: string): string {
  const name = given(body, 'event_name') || spokenTitle(given(body, 'subject'));
  if (name !== '') return titleOn(name, given(body, 'host_name'));
  return eventId === '' ? 'A test of the media type in Zabbix' : `Zabbix’s problem ${eventId}`;
}

/** From “not classified” to “disaster”; its names can be changed in Zabbix, its numbers cannot. */
const byNumber: readonly (Severity | null)[] = [null, 'sev3', 'sev3', 'sev3', 'sev2', 'sev1'];

function readSeverity(body: Members): Severity | null {
  const number = given(body, 'event_nseverity');
  if (/^[0-5]$/.test(number)) return byNumber[Number(number)] ?? null;
  const name = normal(given(body, 'event_severity'));
  return name === 'information' ? 'sev3' : severityOf(name);
}

function pageOf(body: Members, eventId: string): string {
  const [url, triggerId] = [given(body, 'zabbix_url'), given(body, 'trigger_id')];
  const query = new URLSearchParams({ triggerid: triggerId, eventid: eventId });
  return url === '' || triggerId === '' || eventId === '' ? '' : `${url.replace(/\/+$/, '')}/tr_events.php?${query}`;
}
