/** Where the first fault of a text that is no JSON is, and what to do about it: `line 1, column 23: …`. */
export function jsonFault(text: string): string {
  const { at, fault } = firstFault(text);
  const before = text.slice(0, at).split(/\r\n|\n|\r/);
  return `line ${before.length}, column ${(before.at(-1) ?? '').length + 1}: ${fault}`;
}

interface Place {
  readonly text: string;
  readonly at: number;
  readonly char: string;
  /** The `{` and `[` around this place. */
  readonly open: string[];
}
interface Fault {
  readonly at: number;
  readonly fault: string;
}
type Expected = 'value' | 'first item' | 'first name' | 'name' | 'colon' | 'end';
type Step = Fault | { readonly at: number; readonly next: Expected };

/** One pass without recursion: it may be asked of anything that `JSON.parse` refused. */
function firstFault(text: string): Fault {
  const open: string[] = [];
  let expected: Expected = 'value';
  for (let at = afterSpace(text, 0); ;) {
    if (at >= text.length) return { at, fault: 'the body ends in the middle of the JSON. Was it cut off?' };
    const step: Step = rules[expected]({ text, at, char: text[at] ?? '', open });
    if ('fault' in step) return step;
    expected = step.next;
    at = afterSpace(text, step.at);
  }
}

function afterSpace(text: string, start: number): number {
  let at = start;
  while (at < text.length && ' \t\r\n'.includes(text[at] ?? '')) at++;
  return at;
}

const closingOf = (open: readonly string[]): string => (open.at(-1) === '{' ? '}' : ']');

const rules: Readonly<Record<Expected, (place: Place) => Step>> = {
  value: atValue,
  'first item': (place) => (place.char === ']' ? closed(place) : atValue(place)),
  'first name': (place) => (place.char === '}' ? closed(place) : atName(place)),
  name: atName,
  colon: ({ at, char }) => {
    return char === ':'
      ? { at: at + 1, next: 'value' }
      : { at, fault: 'a colon is missing between a name and its value.' };
  },
  end: (place) => {
    const { at, char, open } = place;
    const closing = closingOf(open);
    if (open.length === 0)
      return { at, fault: 'there is more behind the end of the JSON. Send one object and nothing else.' };
    if (char === closing) return closed(place);
    if (char === ',') return { at: at + 1, next: closing === '}' ? 'name' : 'value' };
    return { at, fault: `a comma or ${closing} is missing before this.` };
  },
};

function closed({ at, open }: Place): Step {
  open.pop();
  return { at: at + 1, next: 'end' };
}

const singleQuote =
  'a single quote. JSON takes only double quotes; in cmd.exe put double quotes around the body and write \\" inside it.';

function atName(place: Place): Step {
  const { at, char } = place;
  if (char === '"') return pastString(place, 'colon');
  if (char === '}') return { at, fault: 'a comma with nothing behind it. Take it away.' };
  return { at, fault: char === "'" ? singleQuote : 'a name without double quotes around it.' };
}

function atValue(place: Place): Step {
  const { text, at, char, open } = place;
  if (char === '"') return pastString(place, 'end');
  if (char === '{' || char === '[') {
    open.push(char);
    return { at: at + 1, next: char === '{' ? 'first name' : 'first item' };
  }
  for (const kind of [number, word]) {
    kind.lastIndex = at;
    if (kind.test(text)) return { at: kind.lastIndex, next: 'end' };
  }
  if (char === "'") return { at, fault: singleQuote };
  if (char === closingOf(open)) return { at, fault: 'a value is missing before this.' };
  return {
    at,
    fault: 'a value that is no JSON. A text needs double quotes; else there are numbers, true, false and null.',
  };
}

const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w.])/y;
const word = /(?:true|false|null)(?!\w)/y;

function pastString({ text, at: start }: Place, next: Expected): Step {
  for (let at = start + 1; at < text.length; at++) {
    const char = text[at] ?? '';
    if (char === '"') return { at: at + 1, next };
    if (char < ' ')
      return { at, fault: 'a line break or another control character in a text. Write it as \\n or \\t.' };
    if (char !== '\\') continue;
    if (!/^(?:["\\/bfnrt]|u[\da-fA-F]{4})/.test(text.slice(at + 1, at + 6))) {
      return { at, fault: 'a backslash that means nothing in JSON. Write it twice.' };
    }
    at++;
  }
  return { at: text.length, fault: 'a text has no closing double quote. Was the body cut off?' };
}
