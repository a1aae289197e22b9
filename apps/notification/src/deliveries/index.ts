export { ChannelStateRepository, type TroubledChannel } from './channel-state.repository.js';
