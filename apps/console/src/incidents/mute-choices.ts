import type { incidentMute } from '@ringdown/contracts';
import type { z } from 'zod';

type Until = z.infer<typeof incidentMute>['until'];

interface MuteChoice {
  readonly label: string;
  readonly until: Until;
}

const hourMs = 60 * 60 * 1_000;
const morning = 9;

/** How long an incident is usually muted, from `now`; tomorrow is the reader's own. */
export function muteChoices(now: Date): readonly MuteChoice[] {
  const inHours = (hours: number): string => new Date(now.getTime() + hours * hourMs).toISOString();
  const tomorrow = new Date(now.getFullYear(), now.getMonth(), now.getDate() + 1, morning);
  return [
    { label: 'For 1 hour', until: inHours(1) },
    { label: 'For 4 hours', until: inHours(4) },
    { label: 'Until tomorrow, 09:00', until: tomorrow.toISOString() },
    { label: 'For ever', until: 'forever' },
  ];
}
