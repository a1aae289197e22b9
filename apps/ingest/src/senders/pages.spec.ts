import { linksOf, spokenTitle, titleOn } from './pages.js';

it.each([
  ['[FIRING:1] Disk full', 'Disk full'],
  ['[RESOLVED] Disk full', 'Disk full'],
  ['[P1] [Re-Triggered on {host:db-1}] Disk full', 'Disk full'],
  ['[No Data] [Memory Alert]', 'Memory Alert'],
  ['[OK-1] Disk full', 'OK-1  Disk full'],
  ['[prod] Disk {full}', 'prod  Disk  full'],
  ['[OK]', 'OK'],
  ['', ''],
])('%j is read aloud as %j', (title, spoken) => expect(spokenTitle(title)).toBe(spoken));

it('takes a moment for whatever is long', () => {
  const started = performance.now();
  for (const part of [' ', '[', '[ok', '[ok] ', '[OK on ', '[ ', '{', '[ok:1']) spokenTitle(part.repeat(100_000));
  titleOn('a'.repeat(250_000), `${'a'.repeat(125_000)}b`);
  expect(performance.now() - started).toBeLessThan(2000);
});

it.each([
  ['Disk full', 'db-1', 'Disk full on db-1'],
  ['DB-1 is full', 'db-1', 'DB-1 is full'],
  ['Disk full', '', 'Disk full'],
  ['', 'db-1', ''],
])('%j at %j is %j', (name, place, title) => expect(titleOn(name, place)).toBe(title));

it('links to web pages only, each once and at most 20', () => {
  const addresses = [
    'https://a.example/x',
    'https://a.example/x',
    'http://b.example',
    'ftp://a.example/',
    'javascript:alert(1)',
    'https://user:secret@a.example/',
    `https://a.example/${'x'.repeat(2000)}`,
    ' ',
    7,
    null,
  ];
  expect(linksOf(addresses.map((href) => ['Page', href] as const))).toEqual({
    links: [
      { text: 'Page', href: 'https://a.example/x' },
      { text: 'Page', href: 'http://b.example/' },
    ],
  });
  expect(
    linksOf(Array.from({ length: 30 }, (_none, n) => ['Page', `https://a.example/${n}`] as const)).links,
  ).toHaveLength(20);
  expect(linksOf([['Page', 'x']])).toEqual({});
});
