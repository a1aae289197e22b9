export { audioKind } from './audio.kind.js';
export { AudioModule } from './audio.module.js';
