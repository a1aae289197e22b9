/** Whoever is at the telephone of a call that runs a document: the one who calls, or the one who is called. */
export interface Party {
  /** As the story names them. */
  readonly name: string;
  /** Begins the call. `ready`: it goes on with its first document; a word: it ends without one, with that status. */
  begin(): Promise<'ready' | 'busy' | 'no-answer' | 'failed'>;
  /** A prompt asks for keys. */
  prompted(): void;
  reached(moment: string): void;
}
