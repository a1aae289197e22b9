import { Mailer } from '@ringdown/chat';
import {
  call as loggedCall,
  callEvents,
  type ConfigDocument,
  type ConfigKind,
  configDocuments,
  preview,
} from '@ringdown/contracts';
import { advance, type Call, type CallCommand, type Step } from '@ringdown/domain-calls';
import { SecretCipher, type Settings } from '@ringdown/platform-config';
import type { ConfigMirror } from '@ringdown/platform-messaging';
import { createLogger } from '@ringdown/platform-telemetry';
import { providerRegistry, type TelephonyProvider } from '@ringdown/telephony';
import { XMLValidator } from 'fast-xml-parser';
import { outboxEventsOf } from '../../apps/call-routing/src/calls/call-events.js';
import { LiveCalls } from '../../apps/call-routing/src/calls/live-calls.js';
import { toLoggedCall } from '../../apps/call-routing/src/call-log/to-logged-call.js';
import { LineFallback } from '../../apps/call-routing/src/fallback/line-fallback.js';
import type { CallDefectRepository } from '../../apps/call-routing/src/calls/call-defects.js';
import { RescueResponders } from '../../apps/call-routing/src/routing/rescue-responders.js';
import { CallAdmission, ArrivingCalls } from '../../apps/call-routing/src/routing/call-admission.js';
import { ContactBook } from '../../apps/call-routing/src/routing/contact-book.js';
import { DiallingRule } from '../../apps/call-routing/src/routing/dialling-rule.js';
import { callerInstruction, responderInstruction } from '../../apps/call-routing/src/calls/call-documents.js';
import type { LineTrafficRepository } from '../../apps/call-routing/src/routing/line-traffic.repository.js';
import { CallPlanner } from '../../apps/call-routing/src/routing/call-planner.js';
import { LinePreview } from '../../apps/call-routing/src/routing/line-preview.js';
import { WhoIsOnCall } from '../../apps/call-routing/src/routing/who-is-on-call.js';
import { readinessItems } from '../../apps/control/src/readiness/readiness-items.js';
import { onCallNow, shiftsWithinBudget } from '../../apps/control/src/schedules/on-call.js';
import { readableSchedule } from '../../apps/control/src/schedules/schedule.resource.js';
import { finished } from '../../apps/control/src/testing/finished.js';
import { OutboundChannels } from '../../apps/notification/src/deliveries/outbound-channels.js';
import { notifiableEvent, type NotifiableEvent } from '../../apps/notification/src/stories/index.js';
import { eventsOfAHandoff, eventsOfItsIncident } from './after-a-call.ts';
import { type Documents, secretKey } from './door.ts';
import { tellChannels } from './told-to-channels.ts';

const publicUrl = 'https://ringdown.example.com';
const cipher = new SecretCipher(secretKey);
const encryptedToken = cipher.encrypt('token');
const silent = createLogger('property', 'silent');
const settings = {
  publicUrl,
  voiceUrl: publicUrl,
  notificationUrl: publicUrl,
  slackApiUrl: 'https://slack.com',
  secretKey,
  twilioApiUrl: 'https://api.twilio.com',
  plivoApiUrl: 'https://api.plivo.com',
} as Settings;
const dayMs = 86_400_000;
const providers = ['twilio', 'plivo'] as const;
const outbound = new OutboundChannels(cipher, settings, { now: () => new Date() }, new Mailer(settings));

/** Runs everything that reads the documents on the way of a call and after it. @throws where anything throws, or answers what nobody can use. */
export async function liveThrough(documents: Documents, at: Date): Promise<void> {
  const schedule = documents.schedule;
  if (schedule) {
    assertJson(finished(onCallNow(schedule, at, new Map())));
    finished(shiftsWithinBudget(readableSchedule(schedule), at, new Date(at.getTime() + 14 * dayMs)));
  }
  const { user, line, channel } = documents;
  if (channel) assertOpens(channel);
  finished(
    readinessItems({
      users: user ? [user] : [],
      teams: documents.team ? [documents.team] : [],
      policies: [],
      channels: documents.channel ? [documents.channel] : [],
      findings: [],
      failing: [],
      channelStates: [],
      sendsMail: true,
      refused: [],
      clockAheadMs: 0,
      now: at,
      schedules: schedule ? [schedule] : [],
      lines: line ? [line] : [],
      allowedCountries: documents.settings?.allowedCountries ?? null,
      defects: [],
      runtimeRules: undefined,
      backlogs: [],
    }),
  );
  if (line) await callOn(line, documents, at);
}

async function callOn(line: ConfigDocument<'line'>, documents: Documents, at: Date): Promise<void> {
  const mirror = mirrorOf(documents);
  const whoIsOnCall = new WhoIsOnCall(mirror);
  const diallingRule = new DiallingRule(mirror);
  const planner = new CallPlanner(mirror, whoIsOnCall, diallingRule, settings);
  const number = documents.contact?.phone ?? '+14156040016';
  const incoming = { caller: { number, address: null }, verification: null };
  const { plan, setup, test, defects } = planner.plan(line, at, number);
  assertNone(defects);
  preview.parse(await new LinePreview(mirror, planner, whoIsOnCall).preview(line.id, at));

  const noted: string[] = [];
  const callDefects = {
    note: (n: { defects: readonly string[] }) => Promise.resolve(void noted.push(...n.defects)),
  } as unknown as CallDefectRepository;
  const responders = new RescueResponders(mirror, new LiveCalls(), whoIsOnCall, diallingRule, silent);
  const fallback = new LineFallback(planner, responders, callDefects);
  const admit = new CallAdmission(
    new ContactBook(mirror),
    { of: () => Promise.resolve({ ofCaller: 0, live: 0 }) } as unknown as LineTrafficRepository,
    new ArrivingCalls(),
    mirror,
  );

  const registry = providerRegistry(settings);
  for (const provider of providers.map((name) => registry.named(name))) {
    for (const { body } of fallback
      .prepare(line, provider, at)
      .render(`${publicUrl}/voice/${provider.name}/line_1/fallback/key`))
      assertXml(body);
    await admit.admit(line, incoming, { at, test }, async ({ caller: who, admission, defects: unadmitted }) => {
      assertNone(unadmitted);
      const details = {
        id: 'call_1',
        lineId: line.id,
        lineName: line.name,
        lineNumber: line.number,
        provider: provider.name,
        capabilities: provider.capabilities,
        providerCallId: 'CA1',
        providerAccountId: 'acct_1',
        caller: who,
        calledAt: at.getTime(),
        test,
        setup,
      };
      const happened = play({ type: 'receive', at: at.getTime(), details, plan, admission }, provider);
      // what channels hear of a call is the same with both, but for an id
      if (provider.name === providers[0]) await tell(happened, documents, mirror, at);
    });
  }
  assertNone(noted);
}

/** What channels hear of a call: as it goes on, of its incident, of a handoff meanwhile, and that somebody deleted it. */
async function tell(
  call: readonly NotifiableEvent[],
  documents: Documents,
  mirror: ConfigMirror,
  at: Date,
): Promise<void> {
  const after = call.flatMap((event) =>
    event.subject === callEvents.completed.subject ? eventsOfItsIncident(event.data, documents) : [],
  );
  const deleted = { subject: callEvents.deleted.subject, data: { callId: 'call_1', lineId: 'line_1' } };
  await tellChannels([...call, ...after, ...eventsOfAHandoff(documents, at, publicUrl), deleted], {
    mirror,
    settings,
    channelName: documents.channel?.name ?? '#ops',
    at,
  });
}

/** Each responder picks up and passes, the caller leaves a message that is written down: every document, step and title on the way. Answers what others hear of it. */
function play(receive: Extract<CallCommand, { type: 'receive' }>, provider: TelephonyProvider): NotifiableEvent[] {
  let call: Call | null = null;
  const steps: Step[] = [];
  const told: NotifiableEvent[] = [];
  let now = receive.at;
  let command: CallCommand | null = receive;
  while (command) {
    const advanced = advance(call, command);
    call = advanced.call;
    if (!call) throw new Error('a received call is a call');
    steps.push(...advanced.steps);
    const telling = { call, steps, correlationId: 'call_1', publicUrl, notes: '' };
    told.push(
      ...outboxEventsOf(advanced.events, telling).map(({ subject, data }) => notifiableEvent.parse({ subject, data })),
    );
    assertXml(provider.renderForCaller(callerInstruction(call, `${publicUrl}/voice/x/line_1`)).body);
    for (const { n } of call.attempts)
      assertXml(provider.renderForResponder(responderInstruction(call, n, `${publicUrl}/voice/x/line_1`)).body);
    loggedCall.parse(toLoggedCall(call, steps, { incidentId: null, notes: '', archived: false, publicUrl }));
    now += 2000;
    command = nextCommand(call, now);
  }
  return told;
}

const someMessage = { recordingId: 'RE1', providerUrl: 'https://api.twilio.com/RE1', seconds: 7 };

function nextCommand({ phase, voicemail, transcript }: Call, at: number): CallCommand | null {
  switch (phase.name) {
    case 'greeting':
      return { type: 'proceed', at, busyUserIds: [] };
    case 'ringing':
      return { type: 'pick-up', attempt: phase.attempt, at };
    case 'screening': {
      const over = { miss: 'no_answer', bridged: false, completed: true, callerGone: false } as const;
      return { type: 'end-dial', attempt: phase.attempt, ...over, at, busyUserIds: [] };
    }
    case 'taking-message':
      return { type: 'take-message', recording: someMessage, at };
    case 'ended':
      return voicemail && transcript === null ? { type: 'attach-transcript', text: 'Checkout is down.', at } : null;
    default:
      return { type: 'end', duration: null, failed: false, at };
  }
}

/** The configuration as a service mirrors it: a document that its schema does not understand would be dropped there. */
function mirrorOf(documents: Documents): ConfigMirror {
  const account = {
    id: 'acct_1',
    name: 'Twilio',
    provider: 'twilio',
    accountSid: `AC${'0'.repeat(32)}`,
    authToken: encryptedToken,
  };
  const second = {
    id: 'user_2',
    name: 'Sam T.',
    email: 'sam@ringdown.example',
    role: 'responder',
    phone: '+14155550102',
    phoneVerifiedAt: null,
    timeZone: 'UTC',
    notify: [],
  };
  const all = [...Object.entries(documents), ['user', second] as const, ['provider-account', account] as const].map(
    ([kind, document]) => [kind, configDocuments[kind as ConfigKind].parse(document)] as const,
  );
  const of = (kind: string) =>
    all.filter(([known]) => known === kind).map(([, document]) => document as { id: string });
  const get = (kind: string, id: string) => of(kind).find((document) => document.id === id);
  const mirror = {
    ready: true,
    get,
    all: of,
    find: (kind: string, id: string) => Promise.resolve(get(kind, id)),
    onChange: (kind: string, listener: (id: string, document: unknown) => void) =>
      of(kind).forEach((document) => listener(document.id, document)),
  };
  return mirror as unknown as ConfigMirror;
}

function assertXml(body: string): void {
  const valid = XMLValidator.validate(body);
  if (valid !== true) throw new Error(`no XML (${valid.err.msg}): ${body}`);
  // XMLValidator lets these pass; a provider's parser does not
  if (/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/.test(body))
    throw new Error(`a character that XML cannot carry: ${body}`);
}

/** What the door stored of a channel leads to it again: its secrets open, and one of the kinds that can be sent to takes them. */
function assertOpens(channel: ConfigDocument<'channel'>): void {
  const opened = outbound.open(channel);
  if (opened.takes === 'nothing') throw new Error(`the channel does not open: ${opened.reason}`);
}

function assertJson(value: unknown): void {
  JSON.parse(JSON.stringify(value));
}

function assertNone(defects: readonly string[]): void {
  if (defects.length > 0) throw new Error(`something threw on the way: ${defects.join(' ')}`);
}
