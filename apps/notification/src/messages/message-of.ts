import type { ChatMessage } from '@ringdown/chat';
import { isCallFact, type ToldFact } from '../deliveries/told-fact.js';
import { callMessage } from './call-message.js';
import { incidentMessage } from './incident-message.js';

/** The message that tells a fact. `integrationName` is null where the integration is gone. */
export const messageOf = (fact: ToldFact, integrationName: string | null, publicUrl: string): ChatMessage =>
  isCallFact(fact) ? callMessage(fact.data, publicUrl) : incidentMessage(fact, integrationName, publicUrl);
