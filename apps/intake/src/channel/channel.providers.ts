import { ChannelCipher } from './channel.cipher.js';
import { ChannelDesk } from './channel.desk.js';
import { NoticeChannelEntity, WebhookEntity } from './channel.entity.js';
import { ChannelReader } from './channel.reader.js';
import { ChannelResolver } from './channel.resolver.js';
import { ChannelService } from './channel.service.js';
import { ChannelWriter } from './channel.writer.js';

/** Tables of this folder. */
export const channelEntities = [NoticeChannelEntity, WebhookEntity];

/** What the folder puts into the service's module, beside the one `Outbound` of the process. */
export const channelProviders = [ChannelCipher, ChannelService, ChannelWriter, ChannelReader, ChannelDesk, ChannelResolver];
