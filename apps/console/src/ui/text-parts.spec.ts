import { textParts } from './text-parts.js';

const links = (text: string): string[] =>
  textParts(text)
    .filter((part) => part.isLink)
    .map((part) => part.text);

describe('textParts', () => {
  it.each([
    ['no address', []],
    ['See http://127.0.0.1:3000/calls/call_1.', ['http://127.0.0.1:3000/calls/call_1']],
    ['(https://a.example/x?y=1) and https://b.example', ['https://a.example/x?y=1', 'https://b.example']],
    ['javascript:alert(1)', []],
  ])('finds the addresses of "%s"', (text, found) => expect(links(text)).toEqual(found));

  it('loses nothing', () => {
    const text = 'One https://a.example, two https://b.example!';
    expect(
      textParts(text)
        .map((part) => part.text)
        .join(''),
    ).toBe(text);
  });
});
