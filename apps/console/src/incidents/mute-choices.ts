import type { incidentMute } from '@ringdown/contracts';
import type { z } from 'zod';

type Until = z.infer<typeof incidentMute>['until'];

interface MuteChoice {
  readonly label: string;
  /** Asked when it is chosen: the page may have been open for hours. */
  readonly untilFrom: (now: Date) => Until;
}

const hourMs = 60 * 60 * 1_000;
const morning = 9;

const hoursLater =
  (hours: number) =>
  (now: Date): Until =>
    new Date(now.getTime() + hours * hourMs).toISOString();

/** How long incidents are usually muted; tomorrow is the reader's own. */
export const muteChoices: readonly MuteChoice[] = [
  { label: 'For 1 hour', untilFrom: hoursLater(1) },
  { label: 'For 4 hours', untilFrom: hoursLater(4) },
  {
    label: 'Until tomorrow, 09:00',
    untilFrom: (now) => new Date(now.getFullYear(), now.getMonth(), now.getDate() + 1, morning).toISOString(),
  },
  { label: 'For ever', untilFrom: () => 'forever' },
];
