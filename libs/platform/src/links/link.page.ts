/** What can be chosen: what is sent, and what is read. */
export interface LinkOption {
  readonly value: string;
  readonly label: string;
}

/** Something that the customer says with an act. */
export type LinkField =
  | { readonly kind: 'choice'; readonly name: string; readonly label: string; readonly options: readonly LinkOption[]; readonly required: boolean }
  /** Any number of them. */
  | { readonly kind: 'several'; readonly name: string; readonly label: string; readonly options: readonly LinkOption[] }
  | { readonly kind: 'text'; readonly name: string; readonly label: string; readonly max: number };

/** One thing that the customer may do: a form of its own, with one button. */
export interface LinkAct {
  readonly act: string;
  readonly button: string;
  /** The one that is hoped for stands out; of the others only the name is seen until it is asked for. */
  readonly primary: boolean;
  readonly fields: readonly LinkField[];
}

/** What a link shows. Plain texts; writing them out makes them safe. */
export interface LinkPage {
  /** HTTP status, 200 if absent. */
  readonly status?: number;
  /** Code of a refusal. */
  readonly code?: string;
  /** The answer was not whole: there is a way back to the form. */
  readonly again?: boolean;
  /** The name by which the customer knows the enterprise; null or absent where none is known. */
  readonly brand?: string | null;
  /** Number of the ticket or the request. */
  readonly number?: string | null;
  readonly title: string;
  /** Every line is a paragraph. */
  readonly lead: string;
  /** Label and value. */
  readonly facts?: readonly (readonly [string, string])[];
  /** Label and value of what counts most, below the facts. */
  readonly total?: readonly [string, string];
  /** What happened and when, oldest first; the last one is where things are. */
  readonly steps?: readonly { readonly words: string; readonly at: string }[];
  readonly acts?: readonly LinkAct[];
}
