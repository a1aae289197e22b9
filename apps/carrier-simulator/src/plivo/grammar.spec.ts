import { Response } from 'plivo';
import { ruleOf } from './grammar.js';

/** What the official builder knows of an element it has made. */
interface Built {
  readonly valid_attributes: readonly string[];
  readonly nestables: readonly string[];
}

type Builder = Built & Readonly<Record<string, (...given: readonly unknown[]) => Built>>;
const newResponse = (): Builder => new (Response as unknown as new () => Builder)();
const withText = ['Speak', 'Play', 'Redirect'];

function build(name: string): Built | undefined {
  const given = withText.includes(name) ? ['x', {}] : [{}];
  return newResponse()[`add${name}`]?.(...given);
}

/** Known to the builder, and not executed by this simulator. */
const elsewhere = ['Message', 'PreAnswer', 'Conference', 'DTMF', 'MultiPartyCall', 'Stream', 'User'];

describe('the grammar', () => {
  it.each(['Speak', 'Play', 'Wait', 'GetDigits', 'GetInput', 'Dial', 'Record', 'Redirect', 'Hangup'])(
    'knows of <%s> what Plivo’s own builder knows',
    (name) => {
      const { valid_attributes: attributes = [], nestables = [] } = build(name) ?? {};
      expect(attributes.length).toBeGreaterThan(0);
      const rule = ruleOf(name);
      expect([...(rule?.attributes ?? [])].sort()).toEqual([...attributes].sort());
      expect([...(rule?.children ?? [])].sort()).toEqual([...nestables].sort());
    },
  );

  it('knows what may stand in a response', () => {
    const { nestables } = newResponse();
    expect([...(ruleOf('Response')?.children ?? [])].sort()).toEqual([...nestables].sort());
  });

  it.each(elsewhere)('does not execute <%s>', (name) => expect(ruleOf(name)?.simulated).toBe(false));

  it.each(['Say', 'Gather', 'Pause', 'Reject', 'constructor'])('does not know <%s>', (name) =>
    expect(ruleOf(name)).toBeUndefined(),
  );
});
