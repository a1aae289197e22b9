/** Thrown when the other side gave no usable answer. `code` is the provider's number for it. */
export class TransportFailure extends Error {
  constructor(
    readonly code: number,
    message: string,
  ) {
    super(message);
    this.name = 'TransportFailure';
  }
}
