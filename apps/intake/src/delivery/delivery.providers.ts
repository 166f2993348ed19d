import { AddressBook } from './address.book.js';
import { ChannelTest, TestWords } from './channel-test.service.js';
import { DeadMessageService } from './dead-message.service.js';
import { DeliveryLifecycle, SenderParts } from './delivery.lifecycle.js';
import { DeliveryResolver } from './delivery.resolver.js';
import { DeliveryService } from './delivery.service.js';
import { GroupingService } from './grouping.service.js';
import { MessageComposer } from './message.composer.js';
import { NoticePreferenceEntity } from './preference.entity.js';
import { PreferenceService } from './preference.service.js';
import { QuietHours } from './quiet.hours.js';
import { RecipientLimits } from './recipient.limits.js';
import { SendingService } from './sending.service.js';

/** Tables of this folder that are read as entities. */
export const deliveryEntities = [NoticePreferenceEntity];

/** What the folder puts into the service's module. */
export const deliveryProviders = [AddressBook, DeliveryService, RecipientLimits, QuietHours, GroupingService, MessageComposer, SendingService, TestWords, ChannelTest, DeadMessageService, PreferenceService, DeliveryResolver];

/** What a process with the role `notices` runs. */
export const senderProviders = [SenderParts, DeliveryLifecycle];
