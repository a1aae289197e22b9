import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { integrationTypes, mapping } from '@ringdown/contracts';
import { parse } from 'yaml';

const folder = join(__dirname, '../../docs/monitors');
const pageOf = (type: string): string => readFileSync(join(folder, `${type}.md`), 'utf8');
const fence = /^```(\w+)\n([\s\S]*?)^```$/gm;
const readers: Readonly<Record<string, (block: string) => unknown>> = { json: JSON.parse, yaml: parse };
const blocksOf = (page: string): string[] => [...page.matchAll(fence)].map(([, , block = '']) => block);
const withoutBlocks = (page: string): string => page.replace(fence, '');

/** What the console puts in their place; Liquid, which has a blank behind its braces, is not ours. */
const placeholders = ['url', 'token', 'origin', 'emailAddress'];
const braces = /\{\{(?! )(.*?)\}\}/g;

it('has a page for each type of integration, and lists it', () => {
  const pages = readdirSync(folder).filter((file) => file.endsWith('.md') && file !== 'README.md');
  expect(pages.toSorted()).toEqual(integrationTypes.map((type) => `${type}.md`).toSorted());
  const listed = [...pageOf('README').matchAll(/^\| \[([\w-]+)\]\(([\w-]+)\.md\)/gm)].map(([, name, file]) => [
    name,
    file,
  ]);
  expect(listed).toEqual(integrationTypes.map((type) => [type, type]));
});

describe.each(integrationTypes)('%s', (type) => {
  const page = pageOf(type);

  it('says what it does, what to paste, what comes of it and what to do where nothing arrives', () => {
    expect(page).toMatch(/^# \S.*\n\n\S/);
    expect([...page.matchAll(/^#+ .*$/gm)].slice(1).map(([heading]) => heading)).toEqual([
      '## What comes of it',
      '## If nothing arrives',
    ]);
    const [before = ''] = page.split('## What comes of it');
    expect(before).toMatch(/^1\. /m);
    expect(blocksOf(before).length).toBeGreaterThan(0);
    for (const said of ['Title: ', 'Links: ']) expect(page).toContain(said);
  });

  it('leaves only our placeholders to be replaced, all of them in what is pasted', () => {
    const named = [...page.matchAll(braces)].map(([, name]) => name);
    expect(named.filter((name) => !placeholders.includes(name ?? ''))).toEqual([]);
    expect(named.length).toBeGreaterThan(0);
    expect(withoutBlocks(page)).not.toMatch(/\{\{/);
  });

  it('has snippets that can be read as what they are', () => {
    for (const [, language = '', block = ''] of page.matchAll(fence)) readers[language]?.(block);
  });

  it('is written in what the console can show', () => {
    const text = withoutBlocks(page);
    expect(text.replace(/`[^`]*`/g, '')).not.toMatch(/!\[|<\w|^\||^>|\]\(|^\s*[-*+] |[*_]/m);
    expect((page.match(/^```/gm) ?? []).length).toBe(2 * blocksOf(page).length);
  });
});

it('shows a mapping that can be stored', () => {
  const [shown = ''] = [...pageOf('custom').matchAll(/^```json\n([\s\S]*?)^```$/gm)].map(([, block]) => block);
  expect(mapping.strict().safeParse(JSON.parse(shown))).toMatchObject({ success: true });
});

it('names no file that is not there', () => {
  const named = integrationTypes.flatMap((type) =>
    [...pageOf(type).matchAll(/`(docs\/[\w./-]+)`/g)].map(([, file = '']) => file),
  );
  expect(named.length).toBeGreaterThan(0);
  for (const file of named) expect(existsSync(join(__dirname, '../..', file))).toBe(true);
});
