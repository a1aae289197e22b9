type Json = Readonly<Record<string, unknown>>;

/** The blocks that a message may hold; `input` only a modal. */
const places = {
  header: (block: Json) => textProblem(block['text'], 150, ['plain_text']),
  section: sectionProblem,
  context: contextProblem,
  actions: actionsProblem,
  divider: () => null,
  rich_text: richTextProblem,
  input: inputProblem,
} as const;

/**
 * Why Slack refuses these blocks as `invalid_blocks`; null: it takes them. The limits are those of
 * https://docs.slack.dev/reference/block-kit/blocks and its pages on elements and composition objects; that all text together is about
 * 12,000 characters at most is seen, not documented (https://github.com/slackapi/bolt-js/issues/2509).
 */
export function blockProblem(blocks: unknown, mostBlocks = 50): string | null {
  if (!Array.isArray(blocks)) return 'blocks is no array';
  if (blocks.length > mostBlocks) return `no more than ${mostBlocks} items allowed`;
  const ids = blocks.map((block) => (block as Json)['block_id']).filter((id) => id !== undefined);
  if (new Set(ids).size < ids.length) return 'a block_id stands twice';
  if (ids.some((id) => !isText(id, 255))) return 'a block_id has no more than 255 characters';
  if (lengthOf(blocks) > 12_000) return 'the blocks hold too much text';
  return first(blocks as Json[], oneProblem);
}

function oneProblem(block: Json, place: number): string | null {
  const check = places[block['type'] as keyof typeof places];
  const problem = check ? check(block) : `unsupported type: ${String(block['type'])}`;
  return problem && `${problem} [json-pointer:/blocks/${place}]`;
}

const first = <Item>(items: readonly Item[], check: (item: Item, place: number) => string | null): string | null =>
  items.map(check).find((problem) => problem !== null) ?? null;

const isText = (value: unknown, limit: number): value is string =>
  typeof value === 'string' && value.length > 0 && value.length <= limit;

function textProblem(text: unknown, limit: number, types: readonly string[] = ['plain_text', 'mrkdwn']): string | null {
  const { type, text: words, emoji } = (text ?? {}) as Json;
  if (!types.includes(String(type))) return `a text of the type ${String(type)} may not stand here`;
  if (type === 'mrkdwn' && emoji !== undefined) return 'mrkdwn knows no emoji field';
  return isText(words, limit) ? null : `must be 1 to ${limit} characters: ${JSON.stringify(words)?.slice(0, 60)}`;
}

function sectionProblem({ text, fields, accessory }: Json): string | null {
  const parts = (fields ?? []) as Json[];
  if (text === undefined && parts.length === 0) return 'a section needs text or fields';
  if (parts.length > 10) return 'a section has no more than 10 fields';
  return (
    (text === undefined ? null : textProblem(text, 3000)) ??
    first(parts, (field) => textProblem(field, 2000)) ??
    (accessory === undefined ? null : elementProblem(accessory as Json))
  );
}

function contextProblem({ elements }: Json): string | null {
  const parts = (elements ?? []) as Json[];
  if (parts.length < 1 || parts.length > 10) return 'a context has 1 to 10 elements';
  return first(parts, (element) => textProblem(element, 3000));
}

function actionsProblem({ elements }: Json): string | null {
  const parts = (elements ?? []) as Json[];
  if (parts.length < 1 || parts.length > 25) return 'actions have 1 to 25 elements';
  const ids = parts.map((element) => element['action_id']).filter((id) => id !== undefined);
  if (new Set(ids).size < ids.length) return 'an action_id stands twice';
  return first(parts, elementProblem);
}

function elementProblem(element: Json): string | null {
  const { type, action_id: actionId } = element;
  if (actionId !== undefined && !isText(actionId, 255)) return 'an action_id has no more than 255 characters';
  return type === 'button' ? buttonProblem(element) : null;
}

function buttonProblem({ text, url, value, style, confirm }: Json): string | null {
  if (style !== undefined && style !== 'primary' && style !== 'danger') return `no such style: ${String(style)}`;
  if (value !== undefined && !isText(value, 2000)) return 'a value has 1 to 2000 characters';
  if (url !== undefined && (!isText(url, 3000) || !/^https?:\/\//i.test(url))) return `invalid url: ${String(url)}`;
  return textProblem(text, 75, ['plain_text']) ?? (confirm === undefined ? null : confirmProblem(confirm as Json));
}

const confirmProblem = ({ title, text, confirm, deny }: Json): string | null =>
  textProblem(title, 100, ['plain_text']) ??
  textProblem(text, 300) ??
  textProblem(confirm, 30, ['plain_text']) ??
  textProblem(deny, 30, ['plain_text']);

function richTextProblem({ elements }: Json): string | null {
  const parts = (elements ?? []) as Json[];
  if (parts.length === 0) return 'a rich text needs elements';
  return first(parts, (part) => {
    const inner = (part['elements'] ?? []) as Json[];
    if (inner.length === 0) return 'a rich text element needs elements';
    if (part['type'] === 'rich_text_list') return richTextProblem({ elements: inner });
    return first(inner, ({ type, text }) =>
      type === 'text' && !(typeof text === 'string' && text.length > 0) ? 'a text may not be empty' : null,
    );
  });
}

function inputProblem({ label, element }: Json): string | null {
  return element === undefined ? 'an input needs an element' : textProblem(label, 2000, ['plain_text']);
}

/** Characters of all texts, however deep. */
function lengthOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  const own = (value as Json)['text'];
  return Object.values(value).reduce(
    (sum: number, inner) => sum + lengthOf(inner),
    typeof own === 'string' ? own.length : 0,
  );
}
