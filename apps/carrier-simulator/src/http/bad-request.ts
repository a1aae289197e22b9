/** Thrown for a request that cannot be understood; the message says what to do. */
export class BadRequest extends Error {
  constructor(
    readonly status: 400 | 404 | 409,
    message: string,
  ) {
    super(message);
    this.name = 'BadRequest';
  }
}
