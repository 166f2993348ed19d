/** Rows by the ticket that they are of, in their order. */
export const byTicket = <Row extends { readonly ticketId: string }>(rows: readonly Row[]): Map<string, Row[]> => {
  const tickets = new Map<string, Row[]>();
  for (const row of rows) {
    const of = tickets.get(row.ticketId);
    if (of) of.push(row);
    else tickets.set(row.ticketId, [row]);
  }
  return tickets;
};
