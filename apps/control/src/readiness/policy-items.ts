import type { ConfigDocument, ReadinessItem } from '@ringdown/contracts';
import { presentPerson } from '@ringdown/domain-oncall';
import type { AheadOf } from './look-ahead.js';
import type { PeopleInput } from './people-items.js';

type Policy = ConfigDocument<'escalation-policy'>;
type Target = Policy['steps'][number]['targets'][number];

/** Steps of escalation policies that reach nobody: an incident passes them at once. */
export const policyItems = (input: PeopleInput, schedules: readonly AheadOf[]): readonly ReadinessItem[] =>
  input.policies.flatMap(({ id, name, steps }) =>
    steps.flatMap(({ targets }, n): readonly ReadinessItem[] => {
      const why = targets.map((target) => whyNobody(target, input, schedules));
      if (why.includes(null)) return [];
      return [
        {
          kind: 'policy_reaches_nobody',
          level: 'error',
          subject: { type: 'escalation-policy', id, name },
          text: `Step ${n + 1} of the policy ${name} reaches nobody: ${why.join('; ')}.`,
          fix: 'Edit the policy, or what the step names.',
        },
      ];
    }),
  );

/** Null where the target reaches somebody. */
function whyNobody({ type, id }: Target, input: PeopleInput, schedules: readonly AheadOf[]): string | null {
  switch (type) {
    case 'channel':
      return null;
    case 'user':
      return isThere(id, input) ? null : `${nameOf(id, input.users)} is absent and nobody stands in`;
    case 'team':
      return whyNoMember(id, input);
    case 'schedule':
      return whyNobodyOnCall(id, schedules);
  }
}

function whyNoMember(id: string, input: PeopleInput): string | null {
  const members = input.teams.find((team) => team.id === id)?.memberIds ?? [];
  const team = `the team ${nameOf(id, input.teams)}`;
  if (members.length === 0) return `${team} has no members`;
  return members.some((member) => isThere(member, input)) ? null : `all of ${team} are absent`;
}

function whyNobodyOnCall(id: string, schedules: readonly AheadOf[]): string | null {
  const ahead = schedules.find(({ schedule }) => schedule.id === id);
  if (ahead && ahead.people.size > 0) return null;
  const name = ahead?.schedule.name ?? id;
  return ahead?.fault ? `the schedule ${name} cannot be read` : `the schedule ${name} has nobody on call`;
}

const nameOf = (id: string, all: readonly { readonly id: string; readonly name: string }[]): string =>
  all.find((one) => one.id === id)?.name ?? id;

function isThere(userId: string, { users, now }: PeopleInput): boolean {
  const absencesOf = (id: string) => users.find((user) => user.id === id)?.absences ?? [];
  return presentPerson(userId, now, absencesOf).kind !== 'absent';
}
