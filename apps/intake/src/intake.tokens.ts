/** Injection token of the cell's id, for example `cn1`. */
export const CELL = Symbol('mendline.intake.cell');
