import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { twimlLanguage } from './twiml-language.js';

const language = twimlLanguage();
const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: '',
  trimValues: false,
  parseTagValue: false,
  parseAttributeValue: false,
  htmlEntities: true,
});

export interface TwimlNode {
  readonly tag: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly TwimlNode[];
  readonly text: string;
}

type Parsed = { readonly [tag: string]: readonly Parsed[] } & { readonly ':@'?: Readonly<Record<string, string>> };

/** The tree of a document; elements only, texts beside them. */
export function readTwiml(body: string): readonly TwimlNode[] {
  return (parser.parse(body) as Parsed[]).flatMap((parsed) => {
    const [tag] = Object.keys(parsed).filter((key) => key !== ':@');
    return !tag || tag === '?xml' ? [] : [nodeOf(tag, parsed)];
  });
}

function nodeOf(tag: string, parsed: Parsed): TwimlNode {
  if (tag === '#text') return { tag, attributes: {}, children: [], text: String(parsed['#text']) };
  const children = (parsed[tag] ?? []).flatMap((child) =>
    Object.keys(child)
      .filter((key) => key !== ':@')
      .map((key) => nodeOf(key, child)),
  );
  return { tag, attributes: parsed[':@'] ?? {}, children, text: children.map((c) => c.text).join('') };
}

const everyNode = (nodes: readonly TwimlNode[]): readonly TwimlNode[] =>
  nodes.flatMap((node) => [node, ...everyNode(node.children)]);

/** What Twilio would not understand: no XML, or a word, an attribute or a nesting that its SDK does not know. */
export function twimlComplaints(body: string, leg: 'caller' | 'responder'): readonly string[] {
  const valid = XMLValidator.validate(body);
  if (valid !== true) return [valid.err.msg];
  if (!body.startsWith('<?xml version="1.0" encoding="UTF-8"?>')) return ['no XML declaration'];
  if (/&(?!(amp|lt|gt|quot|apos|#\d+|#x[0-9a-fA-F]+);)/.test(body)) return ['a bare &'];
  if (/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/u.test(body)) return ['no XML character'];
  const [root, ...more] = readTwiml(body);
  if (root?.tag !== 'Response' || more.length > 0) return ['no single Response'];
  const onResponderLeg = new Set(['Play', 'Say', 'Gather', 'Hangup']);
  const outOfPlace = leg === 'responder' ? root.children.filter(({ tag }) => !onResponderLeg.has(tag)) : [];
  return [...outOfPlace.map(({ tag }) => `${tag} on a responder's leg`), ...complaintsAbout(root, 'VoiceResponse')];
}

function complaintsAbout(node: TwimlNode, kind: string): readonly string[] {
  const element = language.get(kind);
  if (!element) return [`${node.tag} is not known`];
  const badAttributes = Object.entries(node.attributes)
    .filter(([name, value]) => !element.attributes.get(name)?.(value))
    .map(([name, value]) => `${node.tag} ${name}="${value}"`);
  const inside = node.children
    .filter(({ tag }) => tag !== '#text')
    .flatMap((child) => {
      const childKind = element.children.get(child.tag);
      return childKind ? complaintsAbout(child, childKind) : [`${child.tag} in ${node.tag}`];
    });
  return [...badAttributes, ...inside];
}

export const spokenTwiml = (body: string): string =>
  everyNode(readTwiml(body))
    .filter(({ tag }) => tag === 'Say')
    .map(({ text }) => text)
    .join('');

const urlAttributes = ['action', 'url', 'statusCallback', 'recordingStatusCallback'];

export const twimlUrls = (body: string): readonly string[] =>
  everyNode(readTwiml(body)).flatMap(({ tag, attributes, text }) => [
    ...urlAttributes.flatMap((name) => attributes[name] ?? []),
    ...(tag === 'Redirect' ? [text] : []),
  ]);
