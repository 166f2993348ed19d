import { NoticeEntity } from './notice.entity.js';
import { NoticeService } from './notice.service.js';

/** Tables of this folder. */
export const noticeEntities = [NoticeEntity];

/** What the folder puts into the service's module. */
export const noticeProviders = [NoticeService];
