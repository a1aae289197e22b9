import { addressesIn, elementsOf, readXml, type XmlNode, xmlComplaints } from '../read-xml.js';
import { addTo, emptyResponse, type PlivoElement } from './plivo-language.js';

const onResponderLeg = new Set(['Play', 'Speak', 'Wait']);
const isWhole = (value: string): boolean => /^\d+$/.test(value);
const isFlag = (value: string): boolean => value === 'true' || value === 'false';
const isPost = (value: string): boolean => value === 'POST';

/** Plivo's builder knows the names of attributes alone; their values are those of the pages on each element. */
const values: Readonly<Record<string, (value: string) => boolean>> = {
  timeout: isWhole,
  timeLimit: isWhole,
  confirmTimeout: isWhole,
  maxLength: (value) => isWhole(value) && Number(value) > 1,
  length: (value) => isWhole(value) && Number(value) > 0,
  redirect: isFlag,
  playBeep: isFlag,
  startOnDialAnswer: isFlag,
  method: isPost,
  callbackMethod: isPost,
  transcriptionMethod: isPost,
  reason: (value) => value === 'rejected' || value === 'busy',
  digitsMatchBLeg: (value) => /^[0-9*#]+(,[0-9*#]+)*$/.test(value),
  confirmKey: (value) => /^[0-9*#]$/.test(value),
  numDigits: isWhole,
  executionTimeout: (value) => isWhole(value) && Number(value) >= 5 && Number(value) <= 60,
  inputType: (value) => ['dtmf', 'speech', 'dtmf speech'].includes(value),
  src: (value) => /^[1-9]\d{6,14}$/.test(value),
  dst: (value) => /^[1-9]\d{6,14}(<[1-9]\d{6,14})*$/.test(value),
  type: (value) => value === 'sms',
  finishOnKey: (value) => /^([0-9*#]|none)$/.test(value),
  fileFormat: (value) => value === 'mp3' || value === 'wav',
  transcriptionType: (value) => value === 'auto',
  callerId: (value) => /^[1-9]\d{6,14}$/.test(value),
};

/** What Plivo would not understand: no XML, or what its own builder refuses to write again. */
export function plivoComplaints(body: string, leg: 'caller' | 'responder'): readonly string[] {
  const complaints = xmlComplaints(body);
  const [root] = complaints.length === 0 ? readXml(body) : [];
  if (!root) return complaints;
  const elements = root.children.filter(({ tag }) => tag !== '#text');
  const outOfPlace = leg === 'responder' ? elements.filter(({ tag }) => !onResponderLeg.has(tag)) : [];
  return [
    ...outOfPlace.map(({ tag }) => `${tag} on a responder's leg`),
    ...root.children.filter(({ tag, text }) => tag === '#text' && text.trim() !== '').map(() => 'a text by itself'),
    ...complaintsAbout(root, emptyResponse()),
  ];
}

/** What Plivo would not understand in an answer to a text: nothing but messages may stand in it. */
export function textXmlComplaints(body: string): readonly string[] {
  const complaints = plivoComplaints(body, 'caller');
  const others = complaints.length === 0 ? (readXml(body)[0]?.children ?? []) : [];
  return [
    ...complaints,
    ...others.filter(({ tag }) => tag !== 'Message').map(({ tag }) => `${tag} in an answer to a text`),
  ];
}

function complaintsAbout(node: XmlNode, written: PlivoElement): readonly string[] {
  return node.children
    .filter(({ tag }) => tag !== '#text')
    .flatMap((child) => {
      const wrong = Object.entries(child.attributes)
        .filter(([name, value]) => values[name]?.(value) === false)
        .map(([name, value]) => `${child.tag} ${name}="${value}"`);
      try {
        return [...wrong, ...complaintsAbout(child, addTo(written, child.tag, child.text, child.attributes))];
      } catch (error) {
        return [...wrong, String(error)];
      }
    });
}

export const spokenPlivoXml = (body: string): string =>
  elementsOf(body, 'Speak')
    .map(({ text }) => text)
    .join('');

export const plivoUrls = (body: string): readonly string[] => addressesIn(body, ['Redirect', 'Play']);
