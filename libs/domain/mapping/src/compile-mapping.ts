import { isWebUrl } from '@ringdown/kernel';
import type { Template } from 'liquidjs';
import { parseTemplate, renderer } from './liquid.js';
import { type MappedFields, type MappedLink, type Mapping, mostLinks, mostRendered, templatesOf } from './mapping.js';
import { noTitle } from './mapping-faults.js';
import { faultWords, isOutOfTime } from './template-fault.js';

type Headers = Readonly<Record<string, string>>;

export interface CompiledMapping {
  /** Never throws: what is wrong with a template, or over a limit, is one of the faults. */
  render(payload: unknown, headers?: Headers): MappedFields;
}

interface CompiledTemplate {
  readonly path: string;
  readonly parsed: Template[];
}

/** What a mapping reads of its templates, once. A template with a fault is a fault of each rendering. */
export function compileMapping(mapping: Mapping): CompiledMapping {
  const templates: CompiledTemplate[] = [];
  const faults: string[] = [];
  const placed = templatesOf(mapping);
  if (!placed.some(({ path }) => path === 'title')) faults.push(`title: ${noTitle}`);
  for (const { path, template } of placed) {
    try {
      templates.push({ path, parsed: parseTemplate(template) });
    } catch (error) {
      faults.push(`${path}: ${faultWords(error)}`);
    }
  }
  return {
    render: (payload, headers = {}) => {
      const values = valuesOf(payload, headers);
      const first = rendered(templates, faults, values);
      // the clock runs on while a busy machine does something else: an event does not lose its title for that
      return fieldsOf(first.isOutOfTime ? rendered(templates, faults, values) : first);
    },
  };
}

/** The members of the payload by their names, and the whole of it for a list, a number, or a member with an odd name. */
const valuesOf = (payload: unknown, headers: Headers): Readonly<Record<string, unknown>> => {
  const members = typeof payload === 'object' && !Array.isArray(payload) ? payload : {};
  // no prototype: a member "__proto__" is one like any other
  return Object.assign(Object.create(null) as object, members, { payload, headers });
};

interface Rendered extends MappedFields {
  readonly isOutOfTime: boolean;
}

const fieldsOf = ({ isOutOfTime: _time, ...fields }: Rendered): MappedFields => fields;

function rendered(
  templates: readonly CompiledTemplate[],
  compileFaults: readonly string[],
  values: Readonly<Record<string, unknown>>,
): Rendered {
  const faults = [...compileFaults];
  let isLate = false;
  const texts = new Map<string, string>();
  const render = renderer(values);
  for (const { path, parsed } of templates) {
    try {
      texts.set(path, fitting(path, render(parsed)));
    } catch (error) {
      faults.push(`${path}: ${faultWords(error)}`);
      isLate ||= isOutOfTime(error);
    }
  }
  const textAt = (path: string): string => texts.get(path) ?? '';
  return {
    title: textAt('title'),
    body: textAt('body') || null,
    severity: textAt('severity'),
    priority: textAt('priority'),
    status: textAt('status'),
    key: textAt('key'),
    links: linksIn(textAt, faults),
    faults,
    isOutOfTime: isLate,
  };
}

/** Without the white space around it, which the lines of a template's tags leave behind. */
function fitting(path: string, text: string): string {
  const trimmed = text.trim();
  if (trimmed.length > mostRendered(path)) throw new Error(`renders more than ${mostRendered(path)} characters`);
  return trimmed;
}

/** A link whose address is empty is none in this event; one whose address nobody can open is a fault. */
function linksIn(textAt: (path: string) => string, faults: string[]): readonly MappedLink[] {
  const links = Array.from({ length: mostLinks }, (_, n) => ({
    path: `links.${n}.href`,
    text: textAt(`links.${n}.text`),
    href: textAt(`links.${n}.href`),
  })).filter(({ href }) => href !== '');
  for (const { path, href } of links) {
    if (!isWebUrl(href)) faults.push(`${path}: renders no web address, such as https://example.com/runbook`);
  }
  return links.filter(({ href }) => isWebUrl(href)).map(({ text, href }) => ({ text, href }));
}
