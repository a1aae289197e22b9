import type { CallerInstruction, ProviderDocument, ResponderInstruction } from '../port/documents.js';
import type { CallStanding, DialReport, EndReport, Fields, IncomingCall, RecordingReport } from '../port/reports.js';
import {
  type Media,
  type ProviderAccount,
  type SignedRequest,
  TelephonyProvider,
  type Verification,
} from '../port/telephony-provider.js';
import { field } from './fields.js';
import { fetchMedia } from './media.js';
import { readDial, readEnd, readIncoming, readPickUp, readRecording } from './reports.js';
import { TwilioRest } from './rest.js';
import { isTwilioSignature } from './signature.js';
import { emptyDocument, renderForCaller, renderForResponder } from './twiml.js';

/** Twilio's voice side. `apiUrl` is an origin without a version path. */
export class TwilioProvider extends TelephonyProvider {
  readonly name = 'twilio';
  readonly acknowledgement = emptyDocument;
  private readonly rest: TwilioRest;

  constructor(private readonly apiUrl: string) {
    super();
    this.rest = new TwilioRest(apiUrl);
  }

  isSigned({ url, headers, fields }: SignedRequest, { authToken }: ProviderAccount): boolean {
    const signature = headers['x-twilio-signature'];
    return typeof signature === 'string' && isTwilioSignature(signature, authToken, url, fields);
  }

  renderForCaller(instruction: CallerInstruction): ProviderDocument {
    return renderForCaller(instruction);
  }
  renderForResponder(instruction: ResponderInstruction): ProviderDocument {
    return renderForResponder(instruction);
  }

  readIncoming(fields: Fields): IncomingCall | null {
    return readIncoming(fields);
  }
  readCallId(fields: Fields): string | null {
    return field(fields, 'CallSid') || null;
  }
  readDial(fields: Fields): DialReport {
    return readDial(fields);
  }
  readKeys(fields: Fields): string {
    return field(fields, 'Digits');
  }
  readPickUp(fields: Fields): boolean {
    return readPickUp(fields);
  }
  readEnd(fields: Fields): EndReport | null {
    return readEnd(fields);
  }
  readRecording(fields: Fields): RecordingReport | null {
    return readRecording(fields);
  }

  verify(account: ProviderAccount): Promise<Verification> {
    return this.rest.verify(account);
  }
  redirect(account: ProviderAccount, providerCallId: string, url: string): Promise<void> {
    return this.rest.redirect(account, providerCallId, url);
  }
  standing(account: ProviderAccount, providerCallId: string): Promise<CallStanding> {
    return this.rest.standing(account, providerCallId);
  }
  fetchMedia(account: ProviderAccount, url: string, range: string | undefined): Promise<Media> {
    return fetchMedia(this.apiUrl, account, url, range);
  }
  deleteRecording(account: ProviderAccount, recordingId: string): Promise<void> {
    return this.rest.deleteRecording(account, recordingId);
  }
}
