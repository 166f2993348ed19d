/** About as much as a recording tells and is answered. */
export interface BarePayload {
  readonly id: string;
  readonly text: string;
}

/** What bare workers do: nothing. */
export interface BareActivities {
  echo(payload: BarePayload): Promise<BarePayload>;
}
