import type { ConfigDocument, ReadinessItem } from '@ringdown/contracts';
import { allowedCountries, dialVerdict, whyNotDialled } from '@ringdown/telephony';
import type { AheadOf } from './look-ahead.js';

type User = ConfigDocument<'user'>;
type Target = ConfigDocument<'escalation-policy'>['steps'][number]['targets'][number];

export interface PeopleInput {
  readonly users: readonly User[];
  readonly teams: readonly ConfigDocument<'team'>[];
  readonly lines: readonly ConfigDocument<'line'>[];
  readonly policies: readonly ConfigDocument<'escalation-policy'>[];
  /** Null: the countries of the lines' numbers. */
  readonly allowedCountries: readonly string[] | null;
  readonly now: Date;
}

/** Phones of those whom a call or an incident may come to: by a line, a step of a policy, a schedule, or in somebody's place. */
export function peopleItems(input: PeopleInput, schedules: readonly AheadOf[]): readonly ReadinessItem[] {
  const rung = withStandIns(rungByLines(input, schedules), input);
  const notified = withStandIns(
    [
      ...schedules.flatMap(({ people }) => [...people]),
      ...input.policies.flatMap(({ steps }) =>
        steps.flatMap(({ targets }) => targets.flatMap((t) => namedBy(t, input))),
      ),
    ],
    input,
  );
  const allowed = allowedCountries(
    input.allowedCountries,
    input.lines.map(({ number }) => number),
  );
  return input.users.flatMap((user): readonly ReadinessItem[] => {
    if (!rung.has(user.id) && !notified.has(user.id)) return [];
    const trouble = phoneTrouble(user, allowed, rung.has(user.id));
    return trouble ? [{ ...trouble, subject: { type: 'user', id: user.id, name: user.name } }] : [];
  });
}

function rungByLines({ lines }: PeopleInput, schedules: readonly AheadOf[]): readonly string[] {
  return lines
    .flatMap((line) => [line.primary, ...line.fallbacks])
    .flatMap(({ type, id }) => {
      if (type === 'user') return [id];
      const ahead = schedules.find(({ schedule }) => schedule.id === id);
      return ahead ? [...ahead.people, ...ahead.schedule.layers.flatMap(({ participants }) => participants)] : [];
    });
}

const namedBy = ({ type, id }: Target, { teams }: PeopleInput): readonly string[] => {
  if (type === 'user') return [id];
  return type === 'team' ? (teams.find((team) => team.id === id)?.memberIds ?? []) : [];
};

/** Whoever stands in for one of them now or later may be rung as well, and so on. */
function withStandIns(ids: readonly string[], { users, now }: PeopleInput): ReadonlySet<string> {
  const known = new Map(users.map((user) => [user.id, user]));
  const all = new Set(ids);
  for (const id of all) {
    for (const { standInUserId, endsAt } of known.get(id)?.absences ?? [])
      if (standInUserId && Date.parse(endsAt) > now.getTime()) all.add(standInUserId);
  }
  return all;
}

type Trouble = Omit<ReadinessItem, 'subject'>;

function phoneTrouble(
  { name, phone, phoneVerifiedAt }: User,
  allowed: ReadonlySet<string>,
  isRung: boolean,
): Trouble | null {
  const level = isRung ? 'error' : 'warning';
  const consequence = isRung ? `Lines pass ${name} over.` : `${name} is notified in other ways only.`;
  if (!phone) {
    const fix = 'Enter a phone number with its country code: in the profile, or on the page of people.';
    return { kind: 'phone_missing', level, text: `${name} has no phone number. ${consequence}`, fix };
  }
  const verdict = dialVerdict(phone, { allowedCountries: allowed, verified: phoneVerifiedAt !== null });
  if (!verdict.allowed)
    return { ...phoneProblems[verdict.why], level, text: `${name} ${whyNotDialled(verdict)}. ${consequence}` };
  if (phoneVerifiedAt) return null;
  const text = `The phone of ${name} is not verified: nobody has shown yet that it is theirs. It is rung all the same.`;
  return { ...phoneProblems.unverified, level: 'warning', text };
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
