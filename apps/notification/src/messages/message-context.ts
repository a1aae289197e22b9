/** What a message needs besides its event: where things are, and what they are called. */
export interface MessageContext {
  /** Where the console is. */
  readonly publicUrl: string;
  /** Null where the integration is gone. */
  readonly integrationName: (integrationId: string) => string | null;
  /** A page on which whoever reads the message can do it without an app; null: the channel's app does it, or nothing does. */
  readonly actUrl: (verb: 'acknowledge' | 'resolve' | 'escalate', incidentId: string) => string | null;
}
