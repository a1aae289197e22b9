/** A file that the reverse proxy serves as it is. */
export interface StaticDocument {
  /** Without folder and extension: the last part of its URL, or what deploy/nginx/fallback-steps.conf makes of it. */
  readonly name: string;
  readonly body: string;
}
