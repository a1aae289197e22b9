import { Context, type Emitter, type Liquid, toValue } from 'liquidjs';

const nodeWeight = 10;
const mostWeight = 1_000_000;
const tooHeavy = `a value holds more than ${mostWeight} characters`;

type Options = ConstructorParameters<typeof Context>;

/**
 * Where a template finds its values. liquidjs looks at its time before each tag and each output only; this looks at it at every
 * member that is read as well, so no operand, filter argument or property of a list's items runs past the limit unseen.
 */
export class BoundedContext extends Context {
  /** The context of a whole mapping. No one value, such as a range, may take all of its memory: it would take all of its time. */
  static ofMapping(values: Readonly<Record<string, unknown>>, liquid: Liquid): BoundedContext {
    const context = new BoundedContext({}, liquid.options, { sync: true, globals: values }, { liquid });
    const { memoryLimit } = context;
    const use = memoryLimit.use.bind(memoryLimit);
    memoryLimit.use = (count) => {
      if (Number(count) > mostWeight) throw new Error(tooHeavy);
      use(count);
    };
    return context;
  }

  override readProperty(...[owner, name]: Parameters<Context['readProperty']>): unknown {
    checkTime(this);
    return super.readProperty(owner, name);
  }

  /** As the original, of this class; time and memory are those of the parent. */
  override spawn(scope: object = {}): BoundedContext {
    const { sync, globals, strictVariables, ownPropertyOnly, renderLimit, memoryLimit } = this;
    const liquid: unknown = this.liquid;
    const settings: Options[2] = { sync, globals, strictVariables, ownPropertyOnly };
    return new BoundedContext(scope, this.opts, settings, { renderLimit, memoryLimit, liquid });
  }
}

/** Throws once the time is over. The clock is that of liquidjs, which reads it before it renders, be it nothing. */
export function checkTime(context: Context): void {
  const { renderer } = context.liquid as Liquid;
  renderer.renderTemplates([], context, new BoundedEmitter(0)).next();
}

/**
 * Throws for a value of more than a million characters (ten for each member), with all that is in it: the cost of a filter follows
 * from what it is given. A list that holds itself twice, thirty times over, is short and has no end.
 */
export function checkWeight(value: unknown): void {
  const waiting = [value];
  let weight = 0;
  while (waiting.length > 0) {
    const next = waiting.pop();
    weight += nodeWeight;
    if (typeof next === 'string') weight += next.length;
    else if (Array.isArray(next)) weight += addItems(next, waiting, weight);
    else if (typeof next === 'object' && next !== null) {
      for (const [name, member] of Object.entries(next)) {
        weight += name.length;
        waiting.push(member);
      }
    }
    if (weight > mostWeight) throw new Error(tooHeavy);
  }
}

/** Answers what is too heavy instead of copying what is too long. */
function addItems(list: readonly unknown[], waiting: unknown[], weight: number): number {
  if (weight + list.length * nodeWeight > mostWeight) return mostWeight;
  for (const item of list) waiting.push(item);
  return 0;
}

/** Takes what a template renders, and throws as soon as that is too long. */
export class BoundedEmitter implements Emitter {
  buffer = '';

  constructor(private readonly mostCharacters: number) {}

  write(rendered: unknown): void {
    const value: unknown = toValue(rendered);
    if (Array.isArray(value)) checkWeight(value);
    const text = textOf(value);
    if (this.buffer.length + text.length > this.mostCharacters) {
      throw new Error(`renders more than ${this.mostCharacters} characters`);
    }
    this.buffer += text;
  }
}

/** As liquidjs writes a value: nothing for null, the items of a list one after another. */
function textOf(value: unknown): string {
  if (value === null || value === undefined) return '';
  return Array.isArray(value) ? value.map((item) => textOf(toValue(item))).join('') : String(value);
}
