import fc from 'fast-check';
import { aMessage, anyMessage } from '../testing/messages.js';
import { renderMail } from './render-mail.js';

const act = { kind: 'acknowledge', about: 'inc_1', style: null, confirm: null } as const;

it('says the same in both of its forms', () => {
  const message = aMessage({
    subject: '[Ringdown] On-call hotline: call from Mitchell Starc',
    quote: 'checkout is down\nsince 6:20',
    actions: [
      { ...act, text: 'Acknowledge', url: 'https://ringdown.example.com/act/a.b' },
      { ...act, kind: 'add-note', text: 'Add a note', url: null },
    ],
    callBack: { text: 'Call back', number: '+14156040016' },
  });
  expect(renderMail(message)).toEqual({
    subject: '[Ringdown] On-call hotline: call from Mitchell Starc',
    text: `On-call hotline: call from Mitchell Starc (+14156040016) answered by Priya S.

Outcome: Answered
Duration: 33s

What happened
- 0:00 Mitchell Starc called
- 0:23 Priya S. accepted

> checkout is down
> since 6:20

Call back: +14156040016
Acknowledge: https://ringdown.example.com/act/a.b
Open the call: https://ringdown.example.com/calls/call_1

2025-07-29 06:24:32 UTC`,
    html: expect.any(String) as string,
  });
  const { html } = renderMail(message);
  for (const part of [
    '<h2>On-call hotline: call from Mitchell Starc (+14156040016) answered by Priya S.</h2>',
    '<b>Outcome:</b> Answered<br><b>Duration:</b> 33s',
    '<h3>What happened</h3><ul><li>0:00 Mitchell Starc called</li><li>0:23 Priya S. accepted</li></ul>',
    'checkout is down\nsince 6:20</blockquote>',
    '<a href="tel:+14156040016">Call back</a>',
    '<a href="https://ringdown.example.com/act/a.b">Acknowledge</a>',
    '<a href="https://ringdown.example.com/calls/call_1">Open the call</a>',
    '<p>2025-07-29 06:24:32 UTC</p>',
  ])
    expect(html).toContain(part);
  expect(html).not.toContain('Add a note');
});

it('is called by its title where the message names no subject', () => {
  expect(renderMail(aMessage({ title: 'Disk full' })).subject).toBe('[Ringdown] Disk full');
  expect(renderMail(aMessage({ title: 'Disk full', subject: null })).subject).toBe('[Ringdown] Disk full');
});

it('leaves out what there is not', () => {
  const bare = aMessage({ title: 'Disk full', fields: [], steps: null, quote: ' ', link: null });
  expect(renderMail(bare).text).toBe('Disk full\n\n2025-07-29 06:24:32 UTC');
  expect(renderMail(bare).html).not.toMatch(/<(?:ul|blockquote|a|b)\b/);
});

it('links to nothing but the web, and dials nothing but numbers', () => {
  const { html, text } = renderMail(
    aMessage({
      link: { text: 'Open', url: 'javascript:alert(1)' },
      callBack: { text: 'Call back', number: '+1;ext=*31#' },
    }),
  );
  expect(html).not.toContain('<a ');
  expect(text).not.toContain('javascript');
});

/** The elements that a mail is made of, with no attribute but those that are ours. */
const ourElements = [
  ...['!doctype html', 'html lang="en"', 'head', 'body', 'meta charset="utf-8"'],
  ...['h2', 'h3', 'p', 'b', 'br', 'ul', 'li', 'blockquote style="white-space:pre-wrap"'],
];
const isOurs = (tag: string): boolean =>
  ourElements.includes(tag) ||
  /^meta name="[a-z-]+" content="[a-z0-9=, -]+"$/.test(tag) ||
  /^a href="[^"<>]*"$/.test(tag);

it('holds no element of anybody else, is one line of a subject, and has an end, whatever the message holds', () => {
  const nasty = fc
    .constantFrom(
      '<script>',
      '<img src=x onerror=1>',
      '"><a href=',
      '&lt;',
      "' onclick='",
      '</blockquote>',
      '\r\nBcc: x@y.z',
    )
    .map((text) =>
      aMessage({
        title: text,
        subject: text,
        fields: [{ label: text, value: text }],
        steps: { heading: text, lines: [text] },
        quote: text,
        link: { text, url: `https://ringdown.example.com/${text}` },
      }),
    );
  fc.assert(
    fc.property(fc.oneof(anyMessage, nasty), (message) => {
      const { subject, text, html } = renderMail(message);
      expect(subject).not.toMatch(/[\r\n]/);
      expect(subject.length).toBeLessThanOrEqual(250);
      const tags = [...html.matchAll(/<(?!\/)([^>]*)>/g)].map(([, tag]) => tag ?? '');
      expect(tags.filter((tag) => !isOurs(tag))).toEqual([]);
      expect(html.replace(/<[^>]*>/g, '')).not.toMatch(/[<>]/);
      expect(text.length + html.length).toBeLessThan(1_500_000);
    }),
    { numRuns: 200 },
  );
});
