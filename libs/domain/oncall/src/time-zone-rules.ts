import moment from 'moment-timezone';

/**
 * The version of the IANA time-zone database whose rules are reckoned with, such as "2026f". It comes with moment-timezone and not
 * with the runtime, so that a handoff falls on the same instant whatever Node Ringdown runs on.
 */
export const timeZoneRules: string = moment.tz.dataVersion;

/** What an operator should know where the runtime's rules (`process.versions.tz`) are not ours; null where they are. */
export function rulesCaution(runtime: string | undefined): { readonly text: string; readonly fix: string } | null {
  if (runtime === undefined || runtime === timeZoneRules) return null;
  const ours = `Handoffs are reckoned by the time-zone rules ${timeZoneRules}, which come with Ringdown.`;
  return runtime < timeZoneRules
    ? {
        text: `${ours} The runtime still has ${runtime}.`,
        fix: 'Nobody is rung at another time for it. To have both alike, take a newer Node (docker compose build --pull).',
      }
    : {
        text: `${ours} The runtime has newer ones, ${runtime}.`,
        fix: 'Update Ringdown: where a country has changed its clocks since, a handoff may be an hour off.',
      };
}
