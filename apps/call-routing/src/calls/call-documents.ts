import { Injectable } from '@nestjs/common';
import { type Call, callerDocument, type Message, responderDocument } from '@ringdown/domain-calls';
import type { CallerInstruction, ResponderInstruction, Utterance } from '@ringdown/telephony';
import { callUrls } from './call-urls.js';
import type { ReachedProvider } from './line-providers.js';

/** What a message of a line is for a provider. */
export const utteranceOf = (message: Message): Utterance =>
  'text' in message
    ? { parts: [{ text: message.text }], language: message.language, voice: message.voice }
    : { audioUrl: message.audioUrl };

/** The document for the caller's leg with the addresses of this call filled in. */
export function callerInstruction(call: Call, base: string): CallerInstruction {
  const document = callerDocument(call);
  const urls = callUrls(base, call.id);
  switch (document.kind) {
    case 'greet':
      return { kind: 'say', say: utteranceOf(document.say), proceedUrl: urls.proceed };
    case 'progress':
      return { kind: 'say', say: utteranceOf(document.say), proceedUrl: urls.ring(document.attempt) };
    case 'dial': {
      const { over, screen, leg } = urls.attempt(document.attempt);
      return {
        kind: 'dial',
        number: document.number,
        callerId: call.lineNumber,
        timeoutSeconds: document.timeoutSeconds,
        timeLimitSeconds: document.timeLimitSeconds,
        screeningSeconds: document.screeningSeconds,
        screened: document.screened,
        recorded: document.recorded,
        urls: { over, screen, leg, recording: urls.recording('conversation') },
      };
    }
    case 'take-message':
      return {
        kind: 'take-message',
        say: utteranceOf(document.say),
        urls: { over: urls.message, recording: urls.recording('voicemail'), transcript: urls.transcript },
      };
    case 'hang-up':
      return { kind: 'hang-up', say: document.say && utteranceOf(document.say) };
    case 'reject':
      return { kind: 'reject' };
    case 'stay':
      return { kind: 'stay', proceedUrl: urls.proceed };
  }
}

export function responderInstruction(call: Call, attempt: number, base: string): ResponderInstruction {
  const document = responderDocument(call, attempt);
  if (document.kind !== 'ask') return document;
  const { language, voice } = document.like;
  return {
    kind: 'ask',
    say: { parts: document.say, language, voice },
    silenceSeconds: document.silenceSeconds,
    keysUrl: callUrls(base, call.id).attempt(attempt).keys,
  };
}

/** What a provider is answered: the document that the state of a call asks for, in the provider's language. */
@Injectable()
export class CallDocuments {
  forCaller({ provider, base }: Pick<ReachedProvider, 'provider' | 'base'>, call: Call): string {
    return provider.renderForCaller(callerInstruction(call, base)).body;
  }

  forResponder({ provider, base }: Pick<ReachedProvider, 'provider' | 'base'>, call: Call, attempt: number): string {
    return provider.renderForResponder(responderInstruction(call, attempt, base)).body;
  }
}
