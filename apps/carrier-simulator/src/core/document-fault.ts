/** Thrown when a document cannot be fetched or executed. `code` is the provider's error number, `url` the document's. */
export class DocumentError extends Error {
  constructor(
    readonly code: number,
    message: string,
    readonly url: string,
  ) {
    super(message);
    this.name = 'DocumentError';
  }
}
