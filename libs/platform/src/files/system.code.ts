/** Whether an error of the operating system or of Node carries one of these codes. */
export const hasSystemCode = (error: unknown, ...codes: readonly string[]): boolean =>
  typeof error === 'object' && error !== null && codes.includes(String(Reflect.get(error, 'code')));
