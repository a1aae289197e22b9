export { HeartbeatEntity, HeartbeatWatchEntity } from './heartbeat.entity.js';
export { HeartbeatModule } from './heartbeat.module.js';
