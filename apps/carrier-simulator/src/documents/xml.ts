import { XMLParser, XMLValidator } from 'fast-xml-parser';

export interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly Element[];
  /** All text inside, that of children included, with its white space collapsed. */
  readonly text: string;
}

type Node = Readonly<Record<string, unknown>>;

const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: '',
  parseTagValue: false,
  parseAttributeValue: false,
  trimValues: false,
  ignoreDeclaration: true,
  ignorePiTags: true,
  // Keeps `&#39;` and its kind readable; entities that XML does not have are refused below.
  htmlEntities: true,
});
// The validator lets a bare `&` pass; the providers do not.
const bareAmpersand = /&(?!(?:amp|lt|gt|quot|apos|#\d+|#x[\da-fA-F]+);)/;
const characterData = /<!\[CDATA\[[\s\S]*?\]\]>|<!--[\s\S]*?-->/g;

/** Thrown for a document that is not well-formed; the message says why. */
export class MalformedXml extends Error {}

/** The `<Response>` of a document, as both providers call its root. Throws MalformedXml. */
export function parseXml(body: string): Element {
  const refuse = (why: string): MalformedXml => new MalformedXml(`document parse failure: ${why}`);
  const source = body.replace(/^\uFEFF/, '');
  if (source.trim() === '') throw refuse('the document is empty');
  if (/^\s+<\?xml/.test(source)) throw refuse('there is something before <?xml');
  const validity = XMLValidator.validate(source);
  if (validity !== true) throw refuse(`${validity.err.msg} (line ${validity.err.line})`);
  const markup = source.replace(characterData, '');
  if (bareAmpersand.test(markup)) throw refuse('an & is not escaped');
  // The validator lets text after an empty root pass.
  if (markup.slice(markup.lastIndexOf('>') + 1).trim() !== '') throw refuse('there is text after the root element');
  const roots = elementsIn(nodesOf(source));
  const [root] = roots;
  if (!root || roots.length !== 1) throw refuse('there has to be one root element');
  if (root.name !== 'Response') throw refuse(`the root element is <${root.name}>, not <Response>`);
  return root;
}

/** The parser has limits of its own: names that JavaScript reserves, the depth of elements. */
function nodesOf(source: string): readonly Node[] {
  try {
    return parser.parse(source) as readonly Node[];
  } catch (error) {
    throw new MalformedXml(`document parse failure: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function elementsIn(nodes: readonly Node[]): Element[] {
  return nodes.flatMap((node) => {
    const name = Object.keys(node).find((key) => key !== ':@' && key !== '#text');
    return name ? [toElement(name, node)] : [];
  });
}

function toElement(name: string, node: Node): Element {
  const content = node[name] as readonly Node[];
  const attributes = (node[':@'] ?? {}) as Record<string, string>;
  return { name, attributes, children: elementsIn(content), text: textIn(content).replace(/\s+/g, ' ').trim() };
}

function textIn(nodes: readonly Node[]): string {
  return nodes
    .map((node) => {
      if ('#text' in node) return String(node['#text']);
      const inner = Object.entries(node).find(([key]) => key !== ':@');
      return inner ? textIn(inner[1] as readonly Node[]) : '';
    })
    .join('');
}
