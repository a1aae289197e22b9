import { addressesIn, elementsOf, readXml, type XmlNode, xmlComplaints } from '../read-xml.js';
import { twimlLanguage } from './twiml-language.js';

const voice = twimlLanguage('VoiceResponse');
const messaging = twimlLanguage('MessagingResponse');
const onResponderLeg = new Set(['Play', 'Say', 'Gather', 'Hangup']);

/** What Twilio would not understand: no XML, or a word, an attribute or a nesting that its SDK does not know. */
export function twimlComplaints(body: string, leg: 'caller' | 'responder'): readonly string[] {
  const complaints = xmlComplaints(body);
  const [root] = complaints.length === 0 ? readXml(body) : [];
  if (!root) return complaints;
  if (!body.startsWith('<?xml version="1.0" encoding="UTF-8"?>')) return ['no XML declaration'];
  const outOfPlace = leg === 'responder' ? root.children.filter(({ tag }) => !onResponderLeg.has(tag)) : [];
  return [
    ...outOfPlace.map(({ tag }) => `${tag} on a responder's leg`),
    ...complaintsAbout(root, 'VoiceResponse', voice),
  ];
}

/** What Twilio would not understand in an answer to a text. */
export function textTwimlComplaints(body: string): readonly string[] {
  const complaints = xmlComplaints(body);
  const [root] = complaints.length === 0 ? readXml(body) : [];
  return root ? complaintsAbout(root, 'MessagingResponse', messaging) : complaints;
}

function complaintsAbout(node: XmlNode, kind: string, language: typeof voice): readonly string[] {
  const element = language.get(kind);
  if (!element) return [`${node.tag} is not known`];
  const badAttributes = Object.entries(node.attributes)
    .filter(([name, value]) => !element.attributes.get(name)?.(value))
    .map(([name, value]) => `${node.tag} ${name}="${value}"`);
  const inside = node.children
    .filter(({ tag }) => tag !== '#text')
    .flatMap((child) => {
      const childKind = element.children.get(child.tag);
      return childKind ? complaintsAbout(child, childKind, language) : [`${child.tag} in ${node.tag}`];
    });
  return [...badAttributes, ...inside];
}

export const spokenTwiml = (body: string): string =>
  elementsOf(body, 'Say')
    .map(({ text }) => text)
    .join('');

export const twimlUrls = (body: string): readonly string[] => addressesIn(body, ['Redirect', 'Play']);
