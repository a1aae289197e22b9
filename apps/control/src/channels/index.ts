export { channelKind } from './channel.kind.js';
export { ChannelsModule } from './channels.module.js';
