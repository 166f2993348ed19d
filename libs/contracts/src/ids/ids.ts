/** `<cell>_<ulid>`, for example `cn1_01J9Z…`: the cell stays readable so that any gateway can route by the id. */
export type TicketId = string;

const ticketIdPattern = /^[a-z]{2,8}\d{1,3}_[0-9A-HJKMNP-TV-Z]{26}$/;

/** Whether a text has the form of a ticket id. Says nothing about existence. */
export const isTicketId = (value: string): value is TicketId => ticketIdPattern.test(value);

/** The cell in which a ticket lives and stays. */
export const cellOf = (ticketId: TicketId): string => ticketId.slice(0, ticketId.indexOf('_'));

/** Workflow id of a ticket's life: one id for ever, whatever run serves it. */
export const ticketWorkflowId = (ticketId: TicketId): string => `ticket:${ticketId}`;
