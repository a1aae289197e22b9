import { Response as PlivoResponse } from 'plivo/dist/utils/plivoxml.js';
import { type Say, speakable, type Utterance } from '../port/documents.js';

type Attributes = Readonly<Record<string, string | number | boolean>>;

/** What is used of Plivo's builder, whose own types say `any`. It throws at what Plivo would not understand. */
export interface PlivoXml {
  addSpeak(
    text: string,
    attributes: Attributes,
  ): { addText(text: string): void; addSayAs(words: string, attributes: Attributes): void };
  addPlay(url: string): void;
  addWait(attributes: Attributes): void;
  addRedirect(url: string, attributes: Attributes): void;
  addRecord(attributes: Attributes): void;
  addDial(attributes: Attributes): { addNumber(number: string): void };
  addGetInput(attributes: Attributes): Pick<PlivoXml, 'addSpeak'>;
  addMessage(text: string, attributes: Attributes): void;
  addHangup(attributes?: Attributes): void;
  toXML(): string;
}

export function plivoXml(fill: (xml: PlivoXml) => void): string {
  const xml = new PlivoResponse() as unknown as PlivoXml;
  fill(xml);
  return xml.toXML();
}

export function say(xml: Pick<PlivoXml, 'addSpeak'>, { parts, language, voice }: Say): void {
  const element = xml.addSpeak('', { language, voice });
  for (const part of parts) {
    if ('text' in part) element.addText(speakable(part.text));
    else element.addSayAs(speakable(part.telephone), { 'interpret-as': 'telephone' });
  }
}

export function utter(xml: PlivoXml, what: Utterance): void {
  if ('audioUrl' in what) xml.addPlay(what.audioUrl);
  else say(xml, what);
}

/** Plivo writes E.164 without the `+`. */
export const bare = (number: string): string => number.replace(/^\+/, '');
