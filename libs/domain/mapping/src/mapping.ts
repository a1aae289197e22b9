import { templateLimits } from './liquid.js';

/** A link that an event shows. */
export interface MappedLink {
  readonly text: string;
  readonly href: string;
}

/** What makes an event of a foreign body: every text is a Liquid template; '' or absent is not mapped. */
export interface Mapping {
  readonly title?: string | undefined;
  readonly body?: string | undefined;
  readonly severity?: string | undefined;
  readonly priority?: string | undefined;
  readonly status?: string | undefined;
  readonly key?: string | undefined;
  readonly links?: readonly MappedLink[] | undefined;
}

/** What the templates gave. `faults` are sentences that name the template; its field is then '' (body: null, a link: left out). */
export interface MappedFields {
  readonly title: string;
  readonly body: string | null;
  readonly severity: string;
  readonly priority: string;
  readonly status: string;
  readonly key: string;
  readonly links: readonly MappedLink[];
  readonly faults: readonly string[];
}

export const mostLinks = 10;

/** A template with its place in the mapping (`links.0.href`). */
export interface PlacedTemplate {
  readonly path: string;
  readonly template: string;
}

/** What an event is grouped and shown by comes first: it gets its part of the limits before the body does. */
const fieldNames = ['title', 'key', 'status', 'severity', 'priority'] as const;

/** Every template that is mapped, in the order in which they are rendered; of the links as many as there may be. */
export function templatesOf(mapping: Mapping): readonly PlacedTemplate[] {
  const links = (mapping.links ?? []).slice(0, mostLinks);
  return [
    ...fieldNames.map((path) => ({ path, template: mapping[path] ?? '' })),
    ...links.flatMap(({ text, href }, n) => [
      { path: `links.${n}.text`, template: text },
      { path: `links.${n}.href`, template: href },
    ]),
    { path: 'body', template: mapping.body ?? '' },
  ].filter(({ template }) => template.trim() !== '');
}

/** The most characters that a template may render, without the white space around them. */
export const mostRendered = (path: string): number => (path === 'body' ? templateLimits.rendered : 2000);
