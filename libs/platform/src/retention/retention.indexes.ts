/** The age of commands, those on tickets apart from the others: each row is in one of the two. Up and down, for a migration of a service. */
export const commandAgeIndexes = {
  up: `
    create index commands_ticket_age on commands (received_at, command_id) where ticket_id is not null;
    create index commands_other_age on commands (received_at, command_id) where ticket_id is null`,
  down: 'drop index commands_other_age; drop index commands_ticket_age',
} as const;
