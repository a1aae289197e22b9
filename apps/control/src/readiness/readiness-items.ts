import type { CallDefect, ConfigDocument, ConsumerBacklog, ReadinessItem, RefusedPhone } from '@ringdown/contracts';
import { rulesCaution } from '@ringdown/domain-oncall';
import type { Computation } from '../api/index.js';
import { channelItems, type ChannelsInput } from './channel-items.js';
import { refusedPhoneItems } from './delivery-items.js';
import { lookAhead } from './look-ahead.js';
import { peopleItems, type PeopleInput } from './people-items.js';
import { policyItems } from './policy-items.js';
import type { ProviderFinding } from './provider-finding.js';
import { providerItems } from './provider-items.js';
import { scheduleItems } from './schedule-items.js';

/** What is looked at: the configuration as it stands, and what the services, the providers and Postgres answered. */
export interface ReadinessInput extends PeopleInput, ChannelsInput {
  readonly schedules: readonly ConfigDocument<'schedule'>[];
  readonly findings: readonly ProviderFinding[];
  /** Null where call-routing did not answer. */
  readonly defects: readonly CallDefect[] | null;
  /** Null where notification did not answer. */
  readonly refused: readonly RefusedPhone[] | null;
  /** How far behind each service is. */
  readonly backlogs: readonly ServiceBacklog[];
  /** `process.versions.tz` */
  readonly runtimeRules: string | undefined;
  /** By how many milliseconds the clock of Postgres is ahead of ours, at least. */
  readonly clockAheadMs: number;
}

type Item = ReadinessItem;

/** Everything that is wrong, the errors first. */
export function* readinessItems(input: ReadinessInput): Computation<readonly Item[]> {
  const schedules = yield* lookAhead(input.schedules, input.now);
  const items = [
    ...unreachableItems(input),
    ...defectItems(input),
    ...backlogItems(input.backlogs),
    ...providerItems(input.findings),
    ...scheduleItems(schedules),
    ...peopleItems(input, schedules),
    ...policyItems(input, schedules),
    ...channelItems(input),
    ...refusedPhoneItems(input.refused ?? [], input.users),
    ...clockItems(input),
    ...ruleItems(input),
  ];
  return items.toSorted((a, b) => Number(a.level === 'warning') - Number(b.level === 'warning'));
}

function unreachableItems({ defects, failing, channelStates, refused, backlogs }: ReadinessInput): Item[] {
  const silent = new Set(backlogs.flatMap(({ service, backlog }) => (backlog ? [] : [service])));
  if (!defects) silent.add('call-routing');
  if (!failing || !channelStates || !refused) silent.add('notification');
  return [...silent].map((service) => ({
    kind: 'service_unreachable',
    level: 'warning',
    subject: { type: 'service', id: service, name: service },
    text: `The service ${service} could not be asked ${service === 'call-routing' ? 'which calls met a defect, and ' : ''}which events wait.`,
    fix: `Look at /readyz of ${service}, and at NATS.`,
  }));
}

function defectItems({ defects, lines }: ReadinessInput): Item[] {
  if (!defects) return [];
  return defects.map(({ callId, lineId, what, at }): Item => {
    const line = lines.find(({ id }) => id === lineId)?.name ?? lineId;
    return callId
      ? {
          kind: 'call_met_defect',
          level: 'error',
          subject: { type: 'call', id: callId, name: line },
          text: `A call on ${line} at ${at} met a defect. ${what} The caller was led to the next responder who could be determined, else to the voicemail.`,
          fix: 'Read the call’s log, call back if nobody was reached, mend what it names or report it, and archive the call: then this goes.',
        }
      : {
          kind: 'line_met_defect',
          level: 'error',
          subject: { type: 'line', id: lineId, name: line },
          text: `What concerns the line ${line} failed at ${at}. ${what}`,
          fix: 'Mend what it names, or report it. It goes ten minutes after it was last seen.',
        };
  });
}

/** Both sides of a deadline are reckoned by one clock: two that differ make it early or late. */
const mostClockMs = 2_000;

function clockItems({ clockAheadMs }: ReadinessInput): Item[] {
  if (Math.abs(clockAheadMs) <= mostClockMs) return [];
  const seconds = Math.abs(clockAheadMs / 1000).toFixed(1);
  return [
    {
      kind: 'clock_off',
      level: 'error',
      subject: { type: 'service', id: 'control', name: 'control' },
      text: `The clock of control is ${seconds} s ${clockAheadMs > 0 ? 'behind' : 'ahead of'} that of Postgres: handoffs, rings and escalations come at the wrong time.`,
      fix: 'Have both machines set their clocks by NTP.',
    },
  ];
}

function ruleItems({ runtimeRules }: ReadinessInput): Item[] {
  const caution = rulesCaution(runtimeRules);
  const subject = { type: 'service', id: 'control', name: 'control' };
  return caution ? [{ kind: 'time_zone_rules_outdated', level: 'warning', subject, ...caution }] : [];
}

/** How far behind a service is; null where it did not answer. */
export interface ServiceBacklog {
  readonly service: string;
  readonly backlog: ConsumerBacklog | null;
}

const mostSeconds = 30;

/** Events that have not taken effect: those that never can, as things stand, and those that wait for too long. */
export function backlogItems(services: readonly ServiceBacklog[]): ReadinessItem[] {
  return services.flatMap(({ service, backlog }): ReadinessItem[] => {
    if (!backlog) return [];
    const consumers = backlog.consumers.flatMap((consumer) => consumerItems(consumer));
    if (backlog.outboxLagSeconds <= mostSeconds) return consumers;
    const text = `Events of ${service} have waited for ${words(backlog.outboxLagSeconds)} to be published.`;
    const fix = `Look at NATS, and at the log of ${service}. Nothing is lost meanwhile: they wait in Postgres.`;
    return [...consumers, { kind: 'outbox_behind', level: 'error', subject: subject('service', service), text, fix }];
  });
}

function consumerItems({ consumer, deadLetters, lagSeconds }: ConsumerBacklog['consumers'][number]): ReadinessItem[] {
  const items: ReadinessItem[] = [];
  if (deadLetters > 0) {
    items.push({
      kind: 'dead_letters',
      level: 'error',
      subject: subject('consumer', consumer),
      text: `${deadLetters === 1 ? 'One event' : `${deadLetters} events`} could not take effect in ${consumer}.`,
      fix: 'Read the reasons at the dead letters, mend what they name, and replay them.',
    });
  }
  if (lagSeconds !== null && lagSeconds > mostSeconds) {
    items.push({
      kind: 'consumer_behind',
      level: 'error',
      subject: subject('consumer', consumer),
      text: `The oldest event that ${consumer} has not taken yet is ${words(lagSeconds)} old.`,
      fix: 'Look at the log of its service: it says what it waits for. Nothing is lost meanwhile.',
    });
  }
  return items;
}

const subject = (type: string, name: string) => ({ type, id: name, name });

const words = (seconds: number): string =>
  seconds < 120 ? `${Math.round(seconds)} seconds` : `${Math.round(seconds / 60)} minutes`;
