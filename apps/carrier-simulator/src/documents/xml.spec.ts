import { MalformedXml, parseXml } from './xml.js';

const textOf = (inside: string): string => parseXml(`<Response><Say>${inside}</Say></Response>`).text;

describe('parseXml', () => {
  it.each([
    ['a character reference in hexadecimal', '&#x41;&#66;', 'AB'],
    ['an entity once, not twice', '&amp;amp; &amp;lt;', '&amp; &lt;'],
    ['what CDATA holds, as it is', '<![CDATA[Tom & <Jerry>]]>', 'Tom & <Jerry>'],
    ['nothing of a comment', 'a<!-- & -->b', 'ab'],
    ['the text of marks between other text, in its order', 'one <emphasis>two</emphasis> three', 'one two three'],
    ['numbers and words as they are written', '007 1.0 true', '007 1.0 true'],
  ])('reads %s', (_what, inside, text) => expect(textOf(inside)).toBe(text));

  it('reads attributes as they are written, with either quote', () => {
    const [pause] = parseXml(`<Response><Pause length="01" note='"&amp;amp;"'/></Response>`).children;
    expect(pause?.attributes).toEqual({ length: '01', note: '"&amp;"' });
  });

  it('keeps the order of elements', () => {
    const { children } = parseXml('<Response><Say>a</Say><Pause/><Say>b</Say></Response>');
    expect(children.map(({ name }) => name)).toEqual(['Say', 'Pause', 'Say']);
  });

  it.each([
    ['an attribute twice', '<Response><Say a="1" a="2">x</Say></Response>'],
    ['an attribute without a value', '<Response><Say a>x</Say></Response>'],
    ['an attribute without quotes', '<Response><Say a=1>x</Say></Response>'],
    ['text after the root', '<Response/>more'],
    ['an entity that the document declares', '<!DOCTYPE r [<!ENTITY a "b">]><Response><Say>&a;</Say></Response>'],
    ['a name that JavaScript reserves', '<Response><__proto__>x</__proto__></Response>'],
    ['elements nested without end', `<Response>${'<s>'.repeat(200)}${'</s>'.repeat(200)}</Response>`],
  ])('refuses %s', (_what, body) => expect(() => parseXml(body)).toThrow(MalformedXml));
});
