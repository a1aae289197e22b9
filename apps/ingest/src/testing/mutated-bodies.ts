import { chance } from './chance.js';

type Parent = Record<string, unknown> | unknown[];

/** Written in place of these strings: JSON that no value of JavaScript stands for. */
const raws: Readonly<Record<string, string>> = {
  '@huge@': '1e400',
  '@long@': '123456789012345678901234567890.50',
  '@zero@': '-0',
};
const twice = '@twice@';

const foreign: readonly (readonly [name: string, value: unknown])[] = [
  ['title', 'Ours?'],
  ['title', ''],
  ['title', { a: 1 }],
  ['status', 'resolved'],
  ['status', 7],
  ['severity', 'sev1'],
  ['body', null],
  ['__proto__', { status: 'ok' }],
  ['constructor', 'x'],
  ['action', 'explode'],
  ['extra', ['x', { y: null }]],
];
const others: readonly unknown[] = [
  null,
  true,
  false,
  0,
  -1,
  1.5,
  2 ** 60,
  '',
  ' \n\t',
  'null',
  '0',
  '[]',
  '{}',
  '${X}',
  '{EVENT.ID}',
  '\u0000',
  '\ud800',
  'https://user:secret@host.example/',
  'javascript:alert(1)',
  ...Object.keys(raws),
  [],
  [[]],
  ['x'],
  {},
  { a: null },
  { toString: 1 },
];

/** What a careless pattern takes quadratic time for. */
const long = ['x', ' ', ' \n', '[', '[ok', '[a] ', '{', '[OK on ', 'in 1', '$A', 'a ', '1'];

const nested = (levels: number): unknown => JSON.parse('['.repeat(levels) + ']'.repeat(levels));
const isParent = (value: unknown): value is Parent => typeof value === 'object' && value !== null;

/** Endless JSON texts, each one of `bodies` with some of its members dropped, emptied, changed in type, doubled, huge or deep. */
export function* mutatedBodies(bodies: readonly object[], seed: number): Generator<string> {
  const { below, one, once } = chance(seed);

  const other = (): unknown => {
    if (once(60)) return nested(one([20, 190, 260]));
    if (once(400)) return one(long).repeat(below(60_000));
    if (once(40)) return '\u0001"\\'.repeat(below(3000));
    // a later change may be made within it
    return structuredClone(one(others));
  };
  /** Some parent within, with one of its keys; a deep one as likely as one at the top. */
  const placeIn = (root: Parent): readonly [Parent, string] => {
    const places: (readonly [Parent, string])[] = [];
    for (const parents: Parent[] = [root]; parents.length > 0;) {
      const parent = parents.pop() as Parent;
      for (const [key, value] of Object.entries(parent)) {
        places.push([parent, key]);
        if (isParent(value) && places.length < 500) parents.push(value);
      }
    }
    return places.length > 0 ? one(places) : [root, 'alone'];
  };
  const set = (parent: Parent, key: string, value: unknown): void => {
    Object.defineProperty(parent, key, { value, enumerable: true, configurable: true, writable: true });
  };
  const drop = (parent: Parent, key: string): void => {
    if (Array.isArray(parent)) parent.splice(Number(key), 1);
    else delete parent[key];
  };
  const double = (parent: Parent, key: string): void => {
    if (Array.isArray(parent)) parent.push(...Array.from({ length: one([1, 3, 50]) }, () => parent[Number(key)]));
    else set(parent, `${twice}${key}`, other());
  };
  /** JSON within a text, as Amazon sends it, is changed within. */
  const change = (value: unknown): unknown => {
    if (typeof value !== 'string' || !value.startsWith('{') || once(3)) return other();
    try {
      const inner = JSON.parse(value) as Parent;
      mutate(inner);
      return JSON.stringify(inner);
    } catch {
      return other();
    }
  };
  const mutate = (root: Parent): void => {
    const [parent, key] = placeIn(root);
    const kind = below(8);
    if (kind === 0) drop(parent, key);
    else if (kind === 1) double(parent, key);
    else if (kind === 2) set(root, ...structuredClone(one(foreign)));
    else set(parent, key, change((parent as Record<string, unknown>)[key]));
  };

  for (;;) {
    const body = structuredClone(one(bodies)) as Parent;
    for (let changes = 1 + below(4); changes > 0; changes--) mutate(body);
    let text = JSON.stringify(body).replaceAll(`"${twice}`, '"');
    for (const [marker, raw] of Object.entries(raws)) text = text.replaceAll(`"${marker}"`, raw);
    yield text;
  }
}
