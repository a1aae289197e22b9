import type { ConfigDocument } from '@ringdown/contracts';
import type { Schedule } from '@ringdown/domain-oncall';

/** The stored document as the domain reckons with it: instants are dates there. */
export const toSchedule = ({ timeZone, layers, overrides }: ConfigDocument<'schedule'>): Schedule => ({
  timeZone,
  layers,
  overrides: overrides.map(({ id, userId, startsAt, endsAt, createdAt }) => ({
    id,
    userId,
    startsAt: new Date(startsAt),
    endsAt: new Date(endsAt),
    createdAt: new Date(createdAt),
  })),
});
