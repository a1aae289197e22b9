import { asCallPayload, detailsText, textParts } from './incident-text.js';
import { asWritten, occurrencesAsWritten } from './incidents.queries.js';

describe('detailsText', () => {
  it.each([
    ['null', ''],
    ['""', ''],
    ['"plain\\ntext"', 'plain\ntext'],
    ['0', '0'],
    ['{"disk":"97 %"}', '{\n  "disk": "97 %"\n}'],
  ])('writes %s as %j', (details, text) => expect(detailsText(details)).toBe(text));

  it('shows every digit that the API tells', () => {
    const answer = '{"id":"inc_1","details":{"id":2868860079149422351, "v":5.0}}';
    const incident = asWritten(answer);
    expect(incident.id).toBe('inc_1');
    expect(detailsText(incident.detailsJson)).toBe('{\n  "id": 2868860079149422351,\n  "v": 5.0\n}');
  });

  it('shows every digit of each event, too', () => {
    const answer = '{"items":[{"id":"evt_2","body":{"v":5.0}}, {"id":"evt_1","body":null}],"nextCursor":"c"}';
    const { items, nextCursor } = occurrencesAsWritten(answer);
    expect(items.map(({ id, bodyJson }) => [id, detailsText(bodyJson)])).toEqual([
      ['evt_2', '{\n  "v": 5.0\n}'],
      ['evt_1', ''],
    ]);
    expect(nextCursor).toBe('c');
  });
});

it('shows nothing invisible of a text, though its JSON spells it as an escape', () => {
  expect(detailsText('"invoice\\u202egnp.exe"')).toBe('invoicegnp.exe');
  expect(detailsText('{"a":"\\u202e"}')).toContain('"\\u202e"');
});

const payload = {
  title: 'On-call hotline: Call from +14156040016 (33s)',
  details: {
    callId: 'call_1',
    liveCallRouting: { name: 'On-call hotline', number: '+12245550123', recordingEnabled: true },
    call: { calledAt: '2025-07-29T06:24:32.262Z', answeredAt: null, duration: 33, recording: null },
    caller: { name: null, number: '+14156040016' },
    receiver: null,
    details: '',
  },
};

describe('asCallPayload', () => {
  it('knows a call payload', () => expect(asCallPayload(payload)).toBe(payload));
  it.each([
    null,
    'text',
    7,
    [],
    {},
    { details: 'text' },
    { details: { callId: 'call_1' } },
    { ...payload, details: [] },
  ])('takes %j for something else', (details) => expect(asCallPayload(details)).toBeNull());
});

const links = (text: string): string[] =>
  textParts(text)
    .filter((part) => part.kind === 'link')
    .map((part) => part.text);

describe('textParts', () => {
  it.each([
    ['no address', []],
    ['See http://127.0.0.1:3000/calls/call_1.', ['http://127.0.0.1:3000/calls/call_1']],
    ['(https://a.example/x?y=1) and https://b.example', ['https://a.example/x?y=1', 'https://b.example']],
    ['javascript:alert(1)', []],
  ])('finds the addresses of "%s"', (text, found) => expect(links(text)).toEqual(found));

  it('finds the instants', () =>
    expect(textParts('Muted by Priya S. until 2026-01-05T09:00:00.000Z: it notifies nobody')[1]).toEqual({
      kind: 'instant',
      text: '2026-01-05T09:00:00.000Z',
    }));

  it('loses nothing', () => {
    const text = 'One https://a.example, two https://b.example, at 2026-01-05T09:00:00.000Z!';
    expect(
      textParts(text)
        .map((part) => part.text)
        .join(''),
    ).toBe(text);
  });
});
