import { SecretCipher, type Settings } from '@ringdown/platform-config';
import { LiveCalls } from '../calls/live-calls.js';
import { LineFallback } from '../fallback/line-fallback.js';
import type { CallDefects } from '../rescue/call-defects.js';
import { RescueResponders } from '../rescue/rescue-responders.js';
import { Providers } from '../voice/providers.js';
import { KeepFallback } from '../fallback/keep-fallback.js';
import { DiallingRule } from '../voice/dialling-rule.js';
import { PlanCall } from '../voice/plan-call.js';
import { WhoIsOnCall } from '../voice/who-is-on-call.js';
import { aLine, aMirror, aSchedule, aUser } from './a-mirror.js';
import { silent } from './migrated-database.js';

type Documents = Parameters<typeof aMirror>[0];

const secretKey = 'k'.repeat(32);

/** What keeps the fallback documents of one line in `fallbackDir`, over a configuration that can change. */
export function keptFallback(
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
  const plan = new PlanCall(mirror, whoIsOnCall, diallingRule, settings);
  const responders = new RescueResponders(mirror, live, whoIsOnCall, diallingRule, silent);
  const noted: string[] = [];
  const defects = { note: (n: { defects: readonly string[] }) => Promise.resolve(void noted.push(...n.defects)) };
  const providers = new Providers(mirror, settings, new SecretCipher(secretKey), silent);
  const lineFallback = new LineFallback(plan, responders, providers, defects as unknown as CallDefects);
  return {
    keep: new KeepFallback(mirror, lineFallback, settings, silent),
    becomes,
    documents,
    plan,
    whoIsOnCall,
    noted,
  };
}
