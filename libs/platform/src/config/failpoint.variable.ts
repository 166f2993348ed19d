/** `MENDLINE_FAILPOINT` as it is now: fault tests set it for one process; undefined everywhere else. */
export const wantedFailpoints = (): string | undefined => process.env['MENDLINE_FAILPOINT'];
