import type { CallDefect, ConfigDocument, ConsumerBacklog, ReadinessItem } from '@ringdown/contracts';
import { rulesCaution } from '@ringdown/domain-oncall';
import { allowedCountries, dialVerdict, whyNotDialled } from '@ringdown/telephony';
import type { Computation } from '../api/index.js';
import { faultIn } from '../schedules/index.js';

/** What is looked at: the configuration as it stands, and what the services answered. */
export interface ReadinessInput {
  readonly users: readonly ConfigDocument<'user'>[];
  readonly schedules: readonly ConfigDocument<'schedule'>[];
  readonly lines: readonly ConfigDocument<'line'>[];
  /** Null: the countries of the lines' numbers. */
  readonly allowedCountries: readonly string[] | null;
  /** Null where call-routing did not answer. */
  readonly defects: readonly CallDefect[] | null;
  /** How far behind each service is. */
  readonly backlogs: readonly ServiceBacklog[];
  /** `process.versions.tz` */
  readonly runtimeRules: string | undefined;
}

type Item = ReadinessItem;

/** Everything that is wrong, the errors first. */
export function* readinessItems(input: ReadinessInput): Computation<readonly Item[]> {
  const unreadable = yield* scheduleItems(input);
  const items = [
    ...unreachableItems(input),
    ...defectItems(input),
    ...backlogItems(input.backlogs),
    ...unreadable,
    ...phoneItems(input),
    ...ruleItems(input),
  ];
  return items.toSorted((a, b) => Number(a.level === 'warning') - Number(b.level === 'warning'));
}

function* scheduleItems({ schedules }: ReadinessInput): Computation<readonly Item[]> {
  const items: Item[] = [];
  for (const schedule of schedules) {
    const fault = faultIn(schedule);
    if (fault) {
      items.push({
        kind: 'schedule_unreadable',
        level: 'error',
        subject: { type: 'schedule', id: schedule.id, name: schedule.name },
        text: fault,
        fix: 'Edit the schedule. Until then its lines pass it over and ring the next responder.',
      });
    }
    yield;
  }
  return items;
}

/** Only those whom a line may ring: the people that it names, and those of the schedules that it names. */
function phoneItems({ users, schedules, lines, ...settings }: ReadinessInput): Item[] {
  const allowed = allowedCountries(
    settings.allowedCountries,
    lines.map(({ number }) => number),
  );
  const rung = new Set(
    lines.flatMap((line) => [line.primary, ...line.fallbacks]).flatMap((target) => peopleOf(target, schedules)),
  );
  return users.flatMap((user): Item[] => {
    if (!rung.has(user.id) || !user.phone) return [];
    const verdict = dialVerdict(user.phone, {
      allowedCountries: allowed,
      verified: user.phoneVerifiedAt !== null,
    });
    if (verdict.allowed) return [];
    const { kind, fix } = phoneProblems[verdict.why];
    return [
      {
        kind,
        level: 'error',
        subject: { type: 'user', id: user.id, name: user.name },
        text: `${user.name} ${whyNotDialled(verdict)}. Lines pass ${user.name} over.`,
        fix,
      },
    ];
  });
}

const phoneProblems = {
  country: {
    kind: 'phone_country_not_allowed',
    fix: 'Add the country to the allowed countries in the settings, or enter another phone.',
  },
  unverified: { kind: 'phone_not_verified', fix: 'Verify the phone: in the profile, or on the page of people.' },
  costly: { kind: 'phone_not_allowed', fix: 'Enter another phone.' },
  invalid: { kind: 'phone_not_allowed', fix: 'Enter another phone.' },
} as const;

function peopleOf(
  target: ConfigDocument<'line'>['primary'],
  schedules: ReadinessInput['schedules'],
): readonly string[] {
  if (target.type === 'user') return [target.id];
  const schedule = schedules.find(({ id }) => id === target.id);
  if (!schedule) return [];
  return [
    ...schedule.layers.flatMap(({ participants }) => participants),
    ...schedule.overrides.map(({ userId }) => userId),
  ];
}

function unreachableItems({ defects, backlogs }: ReadinessInput): Item[] {
  const silent = new Set(backlogs.flatMap(({ service, backlog }) => (backlog ? [] : [service])));
  if (!defects) silent.add('call-routing');
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
