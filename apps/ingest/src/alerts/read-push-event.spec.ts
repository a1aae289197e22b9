import fc from 'fast-check';
import { readPushEvent } from './read-push-event.js';
import { maxDepth } from './storable.js';

const read = (fields: Record<string, unknown>) => {
  const reading = readPushEvent(fields);
  if (reading.kind === 'refused') throw new Error(`refused: ${reading.detail}`);
  return reading;
};

const nested = (levels: number): unknown => (levels === 0 ? 'x' : [nested(levels - 1)]);

describe('readPushEvent', () => {
  it('reads what a monitor sends', () => {
    const body = { host: 'db1', values: [1, null, true], text: 'ä\n' };
    expect(read({ title: 'Disk full', body, severity: 'sev2', priority: 'p1', status: 'resolve' })).toEqual({
      kind: 'read',
      event: { title: 'Disk full', body, severity: 'sev2', priority: 'p1', status: 'resolve' },
      warnings: [],
    });
  });

  it('takes nothing at all for a trigger without a title', () => {
    const event = { title: '', body: null, severity: null, priority: null, status: 'trigger' };
    expect(read({})).toEqual({ kind: 'read', event, warnings: [] });
    expect(read({ title: null, body: null, severity: null, priority: '', status: '' })).toEqual({
      kind: 'read',
      event,
      warnings: [],
    });
  });

  it.each([
    ['  Disk full ', '  Disk full '],
    [42, '42'],
    [0, '0'],
    [false, 'false'],
    ['x'.repeat(10_000), 'x'.repeat(10_000)],
  ])('makes a title of %j', (title, expected) => expect(read({ title }).event.title).toBe(expected));

  it.each([[{}], [[]], [{ text: 'Disk full' }]])('refuses %j as a title', (title) => {
    expect(readPushEvent({ title })).toEqual({ kind: 'refused', detail: 'Send title as a string.' });
  });

  it.each([
    [{ severity: 'high' }, 'severity: expected sev1, sev2 or sev3, got "high"'],
    [{ severity: 1 }, 'severity: expected sev1, sev2 or sev3, got 1'],
    [{ severity: ['sev1'] }, 'severity: expected sev1, sev2 or sev3, got ["sev1"]'],
    [{ priority: 'urgent' }, 'priority: expected p1, p2, p3, p4 or p5, got "urgent"'],
    [{ status: 'firing' }, 'status: expected trigger or resolve, got "firing"'],
    [{ status: true }, 'status: expected trigger or resolve, got true'],
  ])('leaves %j out and says so', (fields, warning) => {
    const { event, warnings } = read({ title: 'Disk full', ...fields });
    expect(warnings).toEqual([warning]);
    expect(event).toEqual({ title: 'Disk full', body: null, severity: null, priority: null, status: 'trigger' });
  });

  it('names every bad field at once', () => {
    expect(read({ severity: 'high', priority: 'urgent', status: 'firing' }).warnings).toHaveLength(3);
  });

  it.each([
    [{ severity: 'SEV1' }, { severity: 'sev1' }],
    [{ priority: ' P3 ' }, { priority: 'p3' }],
    [{ status: 'Resolved' }, { status: 'resolve' }],
    [{ status: 'RESOLVE' }, { status: 'resolve' }],
    [{ status: 'Trigger' }, { status: 'trigger' }],
  ])('is not strict about the case of %j', (fields, expected) => {
    expect(read(fields)).toMatchObject({ event: expected, warnings: [] });
  });

  it('quotes a long value only so far', () => {
    const [warning] = read({ severity: 'y'.repeat(5000) }).warnings;
    expect(warning?.length).toBeLessThan(200);
  });

  it('replaces what Postgres cannot hold, and says so', () => {
    const { event, warnings } = read({ title: 'a\0b', body: { 'k\0': ['\ud83d', '😀'] } });
    expect(event).toMatchObject({ title: 'a\ufffdb', body: { 'k\ufffd': ['\ufffd', '😀'] } });
    expect(warnings).toEqual([
      'title: characters that are not text were replaced',
      'body: characters that are not text were replaced',
    ]);
  });

  it('refuses a body that is nested too deeply', () => {
    expect(readPushEvent({ body: nested(maxDepth) }).kind).toBe('read');
    expect(readPushEvent({ body: nested(maxDepth + 1) }).kind).toBe('refused');
  });

  it('hands any other JSON body on unchanged', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 5 }), (body) => {
        const { event, warnings } = read({ body });
        if (warnings.length === 0) expect(event.body).toEqual(body);
        expect(JSON.stringify(event.body)).not.toContain('\\u0000');
      }),
    );
  });
});
