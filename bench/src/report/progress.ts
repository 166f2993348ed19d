/** Says what goes on; one line each. */
export type Say = (line: string) => void;

/** Lines with the seconds since the start. */
export const progressFrom = (print: (line: string) => void): Say => {
  const began = Date.now();
  return (line) => { print(`${((Date.now() - began) / 1000).toFixed(1).padStart(7)} s  ${line}`); };
};
