/** Thrown when the customer's server gave no usable answer. Each provider has error numbers of its own for the reason. */
export class TransportFailure extends Error {
  constructor(
    readonly reason: 'no-connection' | 'no-answer' | 'too-many-redirects',
    message: string,
  ) {
    super(message);
    this.name = 'TransportFailure';
  }
}
