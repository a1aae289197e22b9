import type { Settings } from '@ringdown/platform-config';
import { providerRegistry } from '@ringdown/telephony';
import { LiveCalls } from '../calls/live-calls.js';
import { LineFallback } from '../fallback/line-fallback.js';
import type { CallDefectRepository } from '../calls/call-defects.js';
import { RescueResponders } from '../routing/rescue-responders.js';
import { FallbackPublisher } from '../fallback/fallback-publisher.js';
import { DiallingRule } from '../routing/dialling-rule.js';
import { CallPlanner } from '../routing/call-planner.js';
import { WhoIsOnCall } from '../routing/who-is-on-call.js';
import { aLine, aMirror, aSchedule, aUser } from './a-mirror.js';
import { silent } from './migrated-database.js';

type Documents = Parameters<typeof aMirror>[0];

const secretKey = 'k'.repeat(32);

/** What keeps the fallback documents of one line in `fallbackDir`, over a configuration that can change. */
export function publishedFallback(
  fallbackDir: string,
  change: Documents = {},
  key = secretKey,
  voiceUrl = 'https://voice.example.com',
) {
  const documents: Documents = {
    user: [aUser(1), aUser(2)],
    schedule: [aSchedule()],
    line: [aLine()],
    'provider-account': [{ id: 'acct_1', name: 'T', provider: 'twilio', accountSid: 'AC1', authToken: 'encrypted' }],
    ...change,
  };
  const { mirror, becomes } = aMirror(documents);
  const settings = { publicUrl: 'https://ringdown.example.com', voiceUrl, secretKey: key, fallbackDir } as Settings;
  const [whoIsOnCall, diallingRule, live] = [new WhoIsOnCall(mirror), new DiallingRule(mirror), new LiveCalls()];
  const plan = new CallPlanner(mirror, whoIsOnCall, diallingRule, settings);
  const responders = new RescueResponders(mirror, live, whoIsOnCall, diallingRule, silent);
  const noted: string[] = [];
  const defects = { note: (n: { defects: readonly string[] }) => Promise.resolve(void noted.push(...n.defects)) };
  const registry = providerRegistry({ twilioApiUrl: '', plivoApiUrl: '' });
  const lineFallback = new LineFallback(plan, responders, defects as unknown as CallDefectRepository);
  return {
    publisher: new FallbackPublisher(mirror, lineFallback, registry, settings, silent),
    becomes,
    documents,
    plan,
    whoIsOnCall,
    noted,
  };
}
