import { XMLParser, XMLValidator } from 'fast-xml-parser';

const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: '',
  trimValues: false,
  parseTagValue: false,
  parseAttributeValue: false,
  htmlEntities: true,
});

export interface XmlNode {
  readonly tag: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlNode[];
  readonly text: string;
}

type Parsed = { readonly [tag: string]: readonly Parsed[] } & { readonly ':@'?: Readonly<Record<string, string>> };

/** The tree of a document; texts are nodes with the tag `#text`. */
export function readXml(body: string): readonly XmlNode[] {
  return (parser.parse(body) as Parsed[]).flatMap((parsed) => {
    const [tag] = Object.keys(parsed).filter((key) => key !== ':@');
    return !tag || tag === '?xml' ? [] : [nodeOf(tag, parsed)];
  });
}

function nodeOf(tag: string, parsed: Parsed): XmlNode {
  if (tag === '#text') return { tag, attributes: {}, children: [], text: String(parsed['#text']) };
  const children = (parsed[tag] ?? []).flatMap((child) =>
    Object.keys(child)
      .filter((key) => key !== ':@')
      .map((key) => nodeOf(key, child)),
  );
  return { tag, attributes: parsed[':@'] ?? {}, children, text: children.map((c) => c.text).join('') };
}

/** What no XML reader would take, in words. */
export function xmlComplaints(body: string): readonly string[] {
  const valid = XMLValidator.validate(body);
  if (valid !== true) return [valid.err.msg];
  if (/&(?!(amp|lt|gt|quot|apos|#\d+|#x[0-9a-fA-F]+);)/.test(body)) return ['a bare &'];
  if (/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/u.test(body)) return ['no XML character'];
  const [root, ...more] = readXml(body);
  return root?.tag !== 'Response' || more.length > 0 ? ['no single Response'] : [];
}

const everyNode = (nodes: readonly XmlNode[]): readonly XmlNode[] =>
  nodes.flatMap((node) => [node, ...everyNode(node.children)]);

/** All elements of one name, in order. */
export const elementsOf = (body: string, wanted: string): readonly XmlNode[] =>
  everyNode(readXml(body)).filter(({ tag }) => tag === wanted);

const namesAnAddress = /^(https?|file):/;

/** Every address that stands in an attribute, or is all that an element holds. */
export const addressesIn = (body: string, inElements: readonly string[]): readonly string[] =>
  everyNode(readXml(body)).flatMap(({ tag, attributes, text }) => [
    ...Object.values(attributes).filter((value) => namesAnAddress.test(value) || value.startsWith('/')),
    ...(inElements.includes(tag) ? [text] : []),
  ]);
