/** A file's size for people, in the units of the limit: 1 MB is 1024 × 1024 bytes. */
export function formatBytes(bytes: number): string {
  if (bytes < 1024 * 1024) return `${Math.ceil(bytes / 1024)} KB`;
  return `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}

/** What the API takes, in bytes. */
export const mostAudioBytes = 5 * 1024 * 1024;

/** For the `accept` of a file dialogue. */
export const audioTypes = '.mp3,.wav,.ogg,audio/mpeg,audio/wav,audio/ogg';

/** Why a file is not worth sending; null where only the API can tell, which looks at the content. */
export function audioFileFault({ name, size }: Pick<File, 'name' | 'size'>): string | null {
  if (!/\.(mp3|wav|ogg)$/i.test(name)) return `${name} is neither mp3, wav nor ogg.`;
  if (size === 0) return `${name} is empty.`;
  if (size > mostAudioBytes)
    return `${name} has ${formatBytes(size)}: at most ${formatBytes(mostAudioBytes)} may be sent.`;
  return null;
}
