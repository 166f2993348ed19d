import { NoticeEntity } from './notice.entity.js';
import { NoticeReader } from './notice.reader.js';
import { NoticeResolver } from './notice.resolver.js';
import { NoticeService } from './notice.service.js';

/** Tables of this folder. */
export const noticeEntities = [NoticeEntity];

/** What the folder puts into the service's module. */
export const noticeProviders = [NoticeService, NoticeReader, NoticeResolver];
