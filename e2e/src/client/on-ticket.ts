/** Fields that every command on a ticket takes beside its key. Instants are ISO 8601 UTC. */
export interface OnTicket {
  readonly ticketId: string;
  readonly occurredAt?: string;
}
