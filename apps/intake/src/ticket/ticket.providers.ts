import { ComplaintMutations } from './complaint.mutations.js';
import { ComplaintOpening } from './complaint.opening.js';
import { ComplaintResolver } from './complaint.resolver.js';
import { HandOverService } from './hand-over.service.js';
import { LinkedReader } from './linked.reader.js';
import { LinkService } from './link.service.js';
import { RegistrationService } from './registration.service.js';
import { RelocationService } from './relocation.service.js';
import { TicketChangeService } from './ticket-change.service.js';
import { TicketBatchGiver } from './ticket-batch.giver.js';
import { TicketCommandGiver } from './ticket-command.giver.js';
import { TicketClocksService } from './ticket-clocks.service.js';
import { TicketCommandService } from './ticket-command.service.js';
import { TicketEntity, TicketTransitionEntity } from './ticket.entity.js';
import { TicketCipher } from './ticket.cipher.js';
import { TicketFactsService } from './ticket-facts.service.js';
import { TicketInterruptResolver } from './ticket-interrupt.resolver.js';
import { TicketMoveService } from './ticket-move.service.js';
import { TicketMutations } from './ticket.mutations.js';
import { TicketPayloadResolver } from './ticket-payload.resolver.js';
import { TicketReader } from './ticket.reader.js';
import { TicketResolver } from './ticket.resolver.js';
import { TicketWriter } from './ticket-writer.service.js';
import { TurnMutations } from './turn.mutations.js';
import { TurnReader } from './turn.reader.js';
import { TurnResolver } from './turn.resolver.js';
import { TransitionEffects } from './transition.effects.js';
import { TransitionService } from './transition.service.js';

/** Tables of this folder. */
export const ticketEntities = [TicketEntity, TicketTransitionEntity];

/** What the folder puts into the service's module. */
export const ticketProviders = [
  TransitionService, TicketFactsService, TicketChangeService, TicketClocksService, TicketMoveService, TicketCipher, TicketWriter, RegistrationService, TicketCommandService, TicketReader, HandOverService, RelocationService, TicketMutations, TicketResolver,
  TicketInterruptResolver, TicketPayloadResolver, TransitionEffects, LinkService, LinkedReader, TicketBatchGiver, TicketCommandGiver, ComplaintOpening, ComplaintMutations, ComplaintResolver,
  TurnMutations, TurnReader, TurnResolver,
];
