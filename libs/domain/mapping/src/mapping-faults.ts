import type { FieldError } from '@ringdown/kernel';
import { fileTags, parseTemplate } from './liquid.js';
import { type Mapping, mostLinks, type PlacedTemplate, templatesOf } from './mapping.js';
import { faultWords } from './template-fault.js';

export const noTitle = 'enter a template: an event needs a title';

/** What keeps a mapping from being used, by field; empty where nothing does. Whoever stores a mapping calls this first. */
export function mappingFaults(mapping: Mapping): readonly FieldError[] {
  const templates = templatesOf(mapping);
  const faults = templates.flatMap(templateFaults);
  if (!templates.some(({ path }) => path === 'title')) faults.unshift({ path: 'title', message: noTitle });
  if ((mapping.links?.length ?? 0) > mostLinks)
    faults.push({ path: 'links', message: `enter at most ${mostLinks} links` });
  return faults;
}

function templateFaults({ path, template }: PlacedTemplate): FieldError[] {
  try {
    parseTemplate(template);
    return [];
  } catch (error) {
    const words = faultWords(error);
    return [{ path, message: `${adviceOn(words)}: ${words}` }];
  }
}

function adviceOn(words: string): string {
  const [, tag] = /^tag "(.*)" not found/.exec(words) ?? [];
  if (tag !== undefined && fileTags.includes(tag)) return 'leave out the tag, which reads other files';
  if (words.startsWith('too long')) return 'shorten the template';
  if (tag !== undefined) return 'use a tag of Liquid, such as if, for or assign';
  return words.startsWith('undefined filter')
    ? 'use a filter of Liquid, such as default or date'
    : 'correct the template';
}
