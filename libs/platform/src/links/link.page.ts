/** Something that the customer says with an act. */
export type LinkField =
  | { readonly kind: 'choice'; readonly name: string; readonly label: string; readonly options: readonly { readonly value: string; readonly label: string }[]; readonly required: boolean }
  | { readonly kind: 'text'; readonly name: string; readonly label: string; readonly max: number };

/** One thing that the customer may do: a form of its own, with one button. */
export interface LinkAct {
  readonly act: string;
  readonly button: string;
  /** The one that is hoped for stands out. */
  readonly primary: boolean;
  readonly fields: readonly LinkField[];
}

/** What a link shows. Plain texts; writing them out makes them safe. */
export interface LinkPage {
  /** HTTP status, 200 if absent. */
  readonly status?: number;
  /** Code of a refusal. */
  readonly code?: string;
  readonly title: string;
  readonly lead: string;
  /** Label and value. */
  readonly facts?: readonly (readonly [string, string])[];
  /** What happened and when, oldest first. */
  readonly steps?: readonly { readonly words: string; readonly at: string }[];
  readonly acts?: readonly LinkAct[];
}
