/** Thrown while connecting, when the address behind a URL may not be reached. */
export class RefusedAddress extends Error {
  constructor(host: string) {
    super(
      `${host} is a private, loopback or otherwise not public address. Set OUTBOUND_ALLOW_PRIVATE=true to let messages go there.`,
    );
    this.name = 'RefusedAddress';
  }
}
