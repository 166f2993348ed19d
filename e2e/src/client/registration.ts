/** A made-up customer. */
export interface ContactData {
  readonly name: string;
  readonly phone?: string;
  readonly email?: string;
  readonly address?: string;
  readonly company?: string;
}

/** What a registration says beyond customer, device and description. */
export interface RegistrationDetails {
  readonly environment?: string;
  readonly frequency?: string;
  readonly alarmCode?: string;
  readonly productionStopped?: boolean;
}
