import { type IncidentBrief, mailOf, pushOf, spokenIncident, textOf } from './person-messages.js';

const incident = (fields: Partial<IncidentBrief> = {}): IncidentBrief => ({
  id: 'inc_1',
  number: 142,
  title: 'Disk full on db-1',
  severity: 'sev1',
  priority: null,
  source: 'Grafana',
  because: 'step 1 of 2',
  resolvedBy: null,
  madeResponder: false,
  ...fields,
});

describe('the text about an incident', () => {
  it('is the one that the contract shows', () => {
    expect(textOf(incident())).toBe('#142 sev1 Disk full on db-1 (Grafana). Reply ACK 142, RES 142 or ESC 142');
  });

  it('takes one segment where its title is long, and keeps how to answer', () => {
    const text = textOf(incident({ title: 'x'.repeat(500) }));
    expect(text).toHaveLength(160);
    expect(text).toMatch(/^#142 sev1 x+\.\. \(Grafana\)\. Reply ACK 142, RES 142 or ESC 142$/);
  });

  it('counts what GSM sends as two characters', () => {
    const text = textOf(incident({ title: '{'.repeat(500) }));
    expect([...text].reduce((sum, one) => sum + (one === '{' ? 2 : 1), 0)).toBeLessThanOrEqual(160);
  });

  it('writes typography and accents so that it stays one segment', () => {
    expect(textOf(incident({ title: 'Caf\u00e9 \u2013 \u201cdown\u201d\u2026 \u0107' }))).toBe(
      '#142 sev1 Caf\u00e9 - "down"... c (Grafana). Reply ACK 142, RES 142 or ESC 142',
    );
  });

  it('takes two segments at most in other scripts, and cuts no character in two', () => {
    const text = textOf(incident({ title: '\u6545\u969c\ud83d\ude31'.repeat(100) }));
    expect(text.length).toBeLessThanOrEqual(134);
    expect(text).not.toMatch(/[\ud800-\udbff](?![\udc00-\udfff])/);
  });

  it('says that the person was made a responder, in one segment', () => {
    const text = textOf(incident({ madeResponder: true, title: 'x'.repeat(500) }));
    expect(text).toHaveLength(160);
    expect(text).toMatch(/^You were added to #142 sev1 x+\.\. \(Grafana\)\. Reply ACK 142, RES 142 or ESC 142$/);
  });

  it('says who resolved it', () => {
    expect(textOf(incident({ resolvedBy: 'Sam T.' }))).toBe('#142 Disk full on db-1 (Grafana): resolved by Sam T.');
  });
});

it('speaks severity, number and title, and the keys', () => {
  expect(spokenIncident(incident()).parts).toEqual([
    {
      text:
        'This is Ringdown. Severity 1. Incident 142: Disk full on db-1, reported by Grafana. ' +
        'Press 1 to acknowledge, 2 to escalate, 3 to resolve, 9 to hear it again.',
    },
  ]);
});

describe('a push message', () => {
  const urls = { console: 'https://x/incidents/inc_1', acknowledge: 'https://x/act/1' };
  it.each([
    ['sev1', 5],
    ['sev2', 5],
    ['sev3', 3],
    [null, 3],
  ] as const)('of %s has the priority %d', (severity, priority) =>
    expect(pushOf(incident({ severity }), urls).priority).toBe(priority),
  );
});

it('lets no title write HTML into a mail', () => {
  const { html, text } = mailOf(incident({ title: '<img src=x onerror=alert(1)>' }), {
    console: 'https://x',
    acts: [],
  });
  expect(html).not.toContain('<img');
  expect(text).toContain('<img src=x onerror=alert(1)>');
});
