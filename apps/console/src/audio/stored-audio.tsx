import { AudioPlayer } from '../ui/audio-player.js';

/** Plays an uploaded file. */
export function StoredAudio({ id, label }: { readonly id: string; readonly label: string }) {
  return <AudioPlayer key={id} src={`/api/v1/audio/${encodeURIComponent(id)}/content`} label={label} />;
}
