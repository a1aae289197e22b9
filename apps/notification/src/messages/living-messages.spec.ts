import type { ChatMessage } from '@ringdown/chat';
import { aCall, aMissedCall, callEvent } from '../testing/a-call.js';
import { laterEvent, openedEvent } from '../testing/an-incident.js';
import { aContext } from '../testing/message-context.js';
import { evolveStory, type NotifiableEvent, type Story } from '../stories/index.js';
import { livingMessage, messageOf } from './message-of.js';
import { addToTally, countOf, nothingCounted, summaryMessage } from './summary-message.js';
import { threadLineOf } from './thread-line.js';

const { callId, lineId, lineName, lineNumber, provider, providerCallId, caller, calledAt, test, receiver, answeredAt } =
  aCall();
const details = { callId, lineId, lineName, lineNumber, provider, providerCallId, caller, calledAt, test };
const started = { subject: 'call.started.v1', data: { ...details, rejected: false } } as const;
const rang = {
  subject: 'call.rang.v1',
  data: { ...details, role: 'primary', attempt: 1, userId: 'user_1', userName: 'Priya S.' },
} as const;
const answered = { subject: 'call.answered.v1', data: { ...details, receiver, answeredAt } } as NotifiableEvent;

/** How a call or incident stands after these, as the message that changes in place shows it. */
function shown(key: string, ...events: readonly NotifiableEvent[]): ChatMessage {
  const story = events.reduce<Story | null>(
    (now, event, n) => evolveStory(now, key, { event, sequence: n + 1 } as Parameters<typeof evolveStory>[2]),
    null,
  );
  const message = livingMessage(events.at(-1) as NotifiableEvent, story, aContext());
  if (!message) throw new Error('nothing is said of it');
  return message;
}
const kinds = ({ actions }: ChatMessage) => actions.map(({ kind }) => kind);
const valueOf = ({ fields }: ChatMessage, label: string) => fields.find((field) => field.label === label)?.value;

describe('the message of a call', () => {
  it('shows whom it rings, who is on the line, and how it ended', () => {
    expect(shown('call_1', started)).toMatchObject({
      title: 'On-call hotline: call from Mitchell Starc (+14156040016)',
      tone: 'attention',
    });
    expect(shown('call_1', started, rang).title).toContain('ringing Priya S. (primary)');
    expect(shown('call_1', started, rang, answered)).toMatchObject({
      title: expect.stringContaining('Priya S. is on the line'),
      tone: 'good',
    });
    expect(shown('call_1', started, callEvent()).title).toContain('answered by Priya S.');
  });

  it('offers what can be done: about the call, its caller, and its incident once there is one', () => {
    const unknown = { ...caller, name: null };
    expect(kinds(shown('call_1', started))).toEqual(['block-caller', 'show-details']);
    const missed = { subject: 'call.completed.v1', data: aMissedCall({ caller: unknown }) } as const;
    expect(kinds(shown('call_1', missed))).toEqual([
      'create-incident',
      'link-incident',
      'save-caller',
      'block-caller',
      'show-details',
    ]);
    const opened = openedEvent({ source: 'call', callIds: ['call_1'] });
    const withIncident = shown('call_1', missed, opened);
    expect(kinds(withIncident).slice(0, 2)).toEqual(['acknowledge', 'resolve']);
    expect(withIncident.actions[0]).toMatchObject({ about: 'inc_1', text: 'Acknowledge #12' });
    expect(valueOf(withIncident, 'Incident')).toBe('#12, open');
    const resolved = laterEvent('incident.resolved.v1', { status: 'resolved', callIds: ['call_1'] });
    expect(valueOf(shown('call_1', missed, opened, resolved), 'Incident')).toBe('#12, resolved by Priya S.');
    expect(kinds(shown('call_1', callEvent({ caller: { ...caller, number: null, name: null } })))).not.toContain(
      'block-caller',
    );
  });

  it('quotes what was said on the voicemail', () => {
    const voicemail = { url: '/v', seconds: 9, transcript: 'Checkout is down.' };
    expect(shown('call_1', callEvent({ outcome: 'missed', voicemail, notes: 'rang twice' })).quote).toBe(
      'Checkout is down.\n\nrang twice',
    );
  });

  it('says that the call was deleted, and nothing else of it', () => {
    const deleted = { subject: 'call.deleted.v1', data: { callId: 'call_1', lineId: 'line_1' } } as const;
    const message = shown('call_1', started, callEvent(), deleted);
    expect(message).toMatchObject({
      title: 'On-call hotline: this call was deleted',
      fields: [],
      actions: [],
      callBack: null,
    });
  });

  it('is none while nothing is known of the call but its incident', () => {
    const opened = openedEvent({ source: 'call', callIds: ['call_1'] });
    const story = evolveStory(null, 'call_1', { event: opened as never, sequence: 1 });
    expect(livingMessage(opened, story, aContext())).toBeNull();
  });
});

describe('the message of an incident', () => {
  const acknowledged = laterEvent('incident.acknowledged.v1', { status: 'acknowledged' });
  const resolved = laterEvent('incident.resolved.v1', { status: 'resolved' });

  it('shows who looks after it, and after how long it was resolved', () => {
    expect(shown('inc_1', openedEvent())).toMatchObject({ title: '#12 Checkout is down: open', tone: 'alarm' });
    expect(shown('inc_1', openedEvent(), acknowledged)).toMatchObject({
      title: '#12 Checkout is down: acknowledged by Priya S.',
      tone: 'attention',
      steps: { heading: 'What happened', lines: ['06:40 UTC Priya S. acknowledged it'] },
    });
    expect(shown('inc_1', openedEvent(), resolved)).toMatchObject({
      title: '#12 Checkout is down: resolved by Priya S. after 15 min',
      tone: 'good',
    });
  });

  it('offers what its state allows', () => {
    const policy = { escalationPolicyId: 'esc_1' };
    expect(kinds(shown('inc_1', openedEvent(policy)))).toEqual([
      'acknowledge',
      'resolve',
      'escalate',
      'add-note',
      'show-details',
    ]);
    expect(kinds(shown('inc_1', openedEvent(), acknowledged))).toEqual([
      'resolve',
      'unacknowledge',
      'add-note',
      'show-details',
    ]);
    expect(kinds(shown('inc_1', openedEvent(), resolved))).toEqual(['add-note', 'show-details']);
  });

  it('has links where the channel acts by them', () => {
    const context = aContext({ actUrl: (verb, id) => `https://ringdown.example.com/act/${verb}.${id}` });
    const message = messageOf([openedEvent()], null, context);
    expect(message?.actions.flatMap(({ url }) => url ?? [])).toEqual([
      'https://ringdown.example.com/act/acknowledge.inc_1',
      'https://ringdown.example.com/act/resolve.inc_1',
    ]);
  });

  it('tells a backlog in one: how it stands, and what happened meanwhile', () => {
    expect(messageOf([openedEvent(), acknowledged, resolved], null, aContext())).toMatchObject({
      title: 'Incident #12 resolved: Checkout is down',
      tone: 'good',
      steps: {
        heading: 'Meanwhile',
        lines: ['06:24 UTC It opened', '06:40 UTC Priya S. acknowledged it', '06:40 UTC Priya S. resolved it'],
      },
      quote: 'HTTP 502 from three regions',
    });
  });
});

it('has few words for the thread', () => {
  const voicemail = { url: '/v', seconds: 9, transcript: null };
  const enriched = { subject: 'call.enriched.v1', data: { callId, lineId, recording: null, voicemail } } as const;
  const lines = [
    started,
    rang,
    answered,
    callEvent(),
    callEvent({ outcome: 'missed', voicemail }),
    enriched,
    openedEvent(),
  ].map(threadLineOf);
  expect(lines).toEqual([
    null,
    'Ringing Priya S. (primary)',
    'Priya S. answered',
    'The call is over, after 33s',
    'Nobody answered, after 33s: the caller left a voicemail',
    'The caller left a voicemail',
    null,
  ]);
  const said = { ...enriched, data: { ...enriched.data, voicemail: { ...voicemail, transcript: 'It is down.' } } };
  expect(threadLineOf(said)).toBe('The voicemail says: It is down.');
});

describe('the summary of a storm', () => {
  const counted = addToTally(nothingCounted, [
    { about: 'incident.opened', count: 40, titles: ['Disk full on db-1', 'Disk full on db-2'] },
    { about: 'incident.resolved', count: 1, titles: ['Disk full on db-1'] },
  ]);
  const facts = { beganAt: new Date('2026-01-05T03:00:00.000Z'), lastEventAt: new Date('2026-01-05T03:02:07.000Z') };

  it('counts up', () => {
    const more = addToTally(counted, [{ about: 'incident.opened', count: 2, titles: [] }]);
    expect(countOf(more)).toBe(43);
    expect(more.titles).toEqual(['Disk full on db-1', 'Disk full on db-2']);
  });

  it('says how many events of which kind, and what they are about', () => {
    expect(summaryMessage({ ...facts, tally: counted, isOver: false }, 'https://ringdown.example.com')).toMatchObject({
      title: '41 more events and counting: this is their summary',
      tone: 'alarm',
      fields: [
        { label: 'Incidents opened', value: '40' },
        { label: 'Resolved', value: '1' },
        { label: 'Latest', value: '03:02:07 UTC' },
      ],
      steps: { heading: 'Among them', lines: ['Disk full on db-1', 'Disk full on db-2'] },
    });
    expect(summaryMessage({ ...facts, tally: counted, isOver: true }, '').title).toBe(
      '41 more events came at once: this is their summary',
    );
  });
});
