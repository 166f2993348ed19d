/** Injection token of the cell's id, for example `cn1`. */
export const CELL = Symbol('mendline.intake.cell');
/** Injection token of the places where customers reach the pages behind links (`LinkBases`). */
export const LINK_BASES = Symbol('mendline.intake.link-bases');
