import { archiveEntities } from '../archive/archive.providers.js';
import { channelEntities } from '../channel/channel.providers.js';
import { calendarEntities } from '../calendar/calendar.providers.js';
import { clockEntities } from '../clock/clock.providers.js';
import { customerEntities } from '../customer/customer.providers.js';
import { deliveryEntities } from '../delivery/delivery.providers.js';
import { deviceEntities } from '../device/device.providers.js';
import { diagnosisEntities } from '../diagnosis/diagnosis.providers.js';
import { noteEntities } from '../note/note.providers.js';
import { noticeEntities } from '../notice/notice.providers.js';
import { peopleEntities } from '../people/people.providers.js';
import { policyPackEntities } from '../policy-pack/policy-pack.providers.js';
import { ticketEntities } from '../ticket/ticket.providers.js';

/** Every table of the service that is read as an entity. */
export const entities = [
  ...ticketEntities, ...clockEntities, ...customerEntities, ...noteEntities, ...noticeEntities, ...peopleEntities, ...policyPackEntities,
  ...deviceEntities, ...diagnosisEntities, ...calendarEntities, ...channelEntities, ...deliveryEntities, ...archiveEntities,
];
