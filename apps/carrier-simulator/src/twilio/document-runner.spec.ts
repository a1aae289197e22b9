import { parseDocument } from './document-runner.js';

const url = 'http://customer/voice';

describe('parseDocument', () => {
  it('reads elements, attributes, text and what is escaped in them', () => {
    const root = parseDocument(
      '<?xml version="1.0"?><!-- & --><Response><Say voice="Polly.Joanna">Tom &amp; J&#233;r&#244;me\n say <break time="1s"/> hi</Say><Dial action="/a?x=1&amp;y=2"/></Response>',
      url,
    );
    expect(root.children.map(({ name }) => name)).toEqual(['Say', 'Dial']);
    expect(root.children[0]?.text).toBe('Tom & Jérôme say hi');
    expect(root.children[0]?.attributes).toEqual({ voice: 'Polly.Joanna' });
    expect(root.children[1]?.attributes['action']).toBe('/a?x=1&y=2');
  });

  it.each([
    ['nothing', ''],
    ['no XML', 'Hello'],
    ['an open tag', '<Response><Say>hi</Response>'],
    ['an & in an attribute', '<Response><Redirect method="POST">/a?x=1&y=2</Redirect></Response>'],
    ['an entity of HTML', '<Response><Say>caf&eacute;</Say></Response>'],
    ['something before the declaration', '\n<?xml version="1.0"?><Response/>'],
    ['another root', '<Speak>hi</Speak>'],
    ['two roots', '<Response/><Response/>'],
  ])('refuses %s', (_what, body) => {
    expect(() => parseDocument(body, url)).toThrow(expect.objectContaining({ code: 12100, url }));
  });
});
