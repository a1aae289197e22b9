import type { CallDefect, ConfigDocument, ReadinessItem } from '@ringdown/contracts';
import { rulesCaution } from '@ringdown/domain-oncall';
import { allowedCountries, dialVerdict, whyNotDialled } from '@ringdown/telephony';
import { faultIn } from '../on-call/index.js';
import type { Computation } from '../slices/index.js';
import { backlogItems, type ServiceBacklog } from './backlog-items.js';

/** What is looked at: the configuration as it stands, and what the services tell. */
export interface ReadinessFacts {
  readonly users: readonly ConfigDocument<'user'>[];
  readonly schedules: readonly ConfigDocument<'schedule'>[];
  readonly lines: readonly ConfigDocument<'line'>[];
  /** Null: the countries of the lines' numbers. */
  readonly allowedCountries: readonly string[] | null;
  /** Null where call-routing could not be asked. */
  readonly defects: readonly CallDefect[] | null;
  /** How far behind each service is. */
  readonly backlogs: readonly ServiceBacklog[];
  /** `process.versions.tz` */
  readonly runtimeRules: string | undefined;
}

type Item = ReadinessItem;

/** Everything that is wrong, the errors first. */
export function* readinessItems(facts: ReadinessFacts): Computation<readonly Item[]> {
  const unreadable = yield* scheduleItems(facts);
  const items = [
    ...unreachableItems(facts),
    ...defectItems(facts),
    ...backlogItems(facts.backlogs),
    ...unreadable,
    ...phoneItems(facts),
    ...ruleItems(facts),
  ];
  return items.toSorted((a, b) => Number(a.level === 'warning') - Number(b.level === 'warning'));
}

function* scheduleItems({ schedules }: ReadinessFacts): Computation<readonly Item[]> {
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
function phoneItems({ users, schedules, lines, ...settings }: ReadinessFacts): Item[] {
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
  schedules: ReadinessFacts['schedules'],
): readonly string[] {
  if (target.type === 'user') return [target.id];
  const schedule = schedules.find(({ id }) => id === target.id);
  if (!schedule) return [];
  return [
    ...schedule.layers.flatMap(({ participants }) => participants),
    ...schedule.overrides.map(({ userId }) => userId),
  ];
}

function unreachableItems({ defects, backlogs }: ReadinessFacts): Item[] {
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

function defectItems({ defects, lines }: ReadinessFacts): Item[] {
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

function ruleItems({ runtimeRules }: ReadinessFacts): Item[] {
  const caution = rulesCaution(runtimeRules);
  const subject = { type: 'service', id: 'control', name: 'control' };
  return caution ? [{ kind: 'time_zone_rules_outdated', level: 'warning', subject, ...caution }] : [];
}
