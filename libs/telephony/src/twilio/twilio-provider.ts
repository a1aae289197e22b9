import type { CallerInstruction, ProviderDocument, ResponderInstruction, Say } from '../port/documents.js';
import type {
  Balance,
  IncomingText,
  NumberWebhook,
  OutgoingCall,
  OutgoingText,
  PersonPrompt,
  PlacedCallEnd,
  SoughtCall,
  SoughtText,
  TextStatus,
} from '../port/people.js';
import {
  type ProviderCallStatus,
  type DialReport,
  type EndReport,
  type Fields,
  type IncomingCall,
  type LegReport,
  type RecordingReport,
  field,
} from '../port/reports.js';
import {
  type Media,
  type NumberWebhooks,
  type ProviderAccount,
  type ProviderCapabilities,
  type SignedRequest,
  TelephonyProvider,
  type Verification,
} from '../port/telephony-provider.js';
import type { FallbackScript, StaticDocument } from '../port/static-documents.js';
import { fetchRecording } from '../rest/fetch-recording.js';
import { twilioLastResort } from './last-resort.js';
import {
  readDial,
  readEnd,
  readIncoming,
  readLeg,
  readPlacedCallEnd,
  readRecording,
  readTranscript,
} from './reports.js';
import { TwilioRest } from './rest.js';
import { isTwilioSigned } from './signature.js';
import { twilioStaticDocuments } from './static-documents.js';
import { emptyDocument, renderForCaller, renderForPerson, renderForResponder, renderSpoken } from './documents.js';
import { readIncomingText, readTextStatus, renderText } from './texts.js';

/** Twilio asks for a document at the pick-up, and posts the key; it reports each state of the responder's leg. */
export const twilioCapabilities: ProviderCapabilities = { screensByItself: false, reportsRinging: true };

/** Twilio's voice side. `apiUrl` is an origin without a version path. */
export class TwilioProvider extends TelephonyProvider {
  readonly name = 'twilio';
  readonly capabilities = twilioCapabilities;
  readonly acknowledgement = emptyDocument;
  readonly lastResort = twilioLastResort;
  private readonly rest: TwilioRest;

  constructor(private readonly apiUrl: string) {
    super();
    this.rest = new TwilioRest(apiUrl);
  }

  isSigned(request: SignedRequest, account: ProviderAccount): boolean {
    return isTwilioSigned(request, account);
  }

  renderForCaller(instruction: CallerInstruction): ProviderDocument {
    return renderForCaller(instruction);
  }
  renderForResponder(instruction: ResponderInstruction): ProviderDocument {
    return renderForResponder(instruction);
  }
  renderSpoken(say: Say): ProviderDocument {
    return renderSpoken(say);
  }
  renderForPerson(prompt: PersonPrompt): ProviderDocument {
    return renderForPerson(prompt);
  }
  renderText(reply: OutgoingText | null): ProviderDocument {
    return renderText(reply);
  }
  renderFallback(script: FallbackScript, base: string): readonly StaticDocument[] {
    return twilioStaticDocuments(script, base);
  }

  readIncoming(fields: Fields): IncomingCall | null {
    return readIncoming(fields);
  }
  readCallId(fields: Fields): string | null {
    return field(fields, 'CallSid') || null;
  }
  readFailedUrl(fields: Fields): string | null {
    return field(fields, 'ErrorUrl') || null;
  }
  readDial(fields: Fields): DialReport {
    return readDial(fields);
  }
  readKeys(fields: Fields): string {
    return field(fields, 'Digits');
  }
  readLeg(fields: Fields): LegReport | null {
    return readLeg(fields);
  }
  readEnd(fields: Fields): EndReport | null {
    return readEnd(fields);
  }
  readRecording(fields: Fields): RecordingReport | null {
    return readRecording(fields);
  }
  readTranscript(fields: Fields): string | null {
    return readTranscript(fields);
  }
  readTextStatus(fields: Fields): TextStatus | null {
    return readTextStatus(fields);
  }
  readPlacedCallEnd(fields: Fields): PlacedCallEnd | null {
    return readPlacedCallEnd(fields);
  }
  readIncomingText(fields: Fields): IncomingText | null {
    return readIncomingText(fields);
  }

  verify(account: ProviderAccount): Promise<Verification> {
    return this.rest.verify(account);
  }
  balance(account: ProviderAccount): Promise<Balance | null> {
    return this.rest.balance(account);
  }
  numberWebhook(account: ProviderAccount, number: string): Promise<NumberWebhook | null> {
    return this.rest.numberWebhook(account, number);
  }
  redirect(account: ProviderAccount, providerCallId: string, url: string): Promise<void> {
    return this.rest.redirect(account, providerCallId, url);
  }
  callStatus(account: ProviderAccount, providerCallId: string): Promise<ProviderCallStatus> {
    return this.rest.callStatus(account, providerCallId);
  }
  fetchMedia(account: ProviderAccount, url: string, range: string | undefined): Promise<Media> {
    // Twilio serves WAV, or MP3 under `.mp3`
    const asMp3 = /\.\w{3}$/.test(new URL(url).pathname) ? url : `${url}.mp3`;
    return fetchRecording({ provider: 'Twilio', domain: 'twilio.com', apiUrl: this.apiUrl }, account, asMp3, range);
  }
  deleteRecording(account: ProviderAccount, recordingId: string): Promise<void> {
    return this.rest.deleteRecording(account, recordingId);
  }
  provision(account: ProviderAccount, number: string, webhooks: NumberWebhooks): Promise<Verification> {
    return this.rest.provision(account, number, webhooks);
  }
  sendText(account: ProviderAccount, text: OutgoingText): Promise<{ readonly providerMessageId: string }> {
    return this.rest.sendText(account, text);
  }
  placeCall(account: ProviderAccount, call: OutgoingCall): Promise<{ readonly providerCallId: string }> {
    return this.rest.placeCall(account, call);
  }
  findLiveCalls(account: ProviderAccount, sought: SoughtCall): Promise<readonly string[]> {
    return this.rest.findLiveCalls(account, sought);
  }
  findTexts(account: ProviderAccount, sought: SoughtText): Promise<readonly string[]> {
    return this.rest.findTexts(account, sought);
  }
  hangUp(account: ProviderAccount, providerCallId: string): Promise<void> {
    return this.rest.hangUp(account, providerCallId);
  }
}
