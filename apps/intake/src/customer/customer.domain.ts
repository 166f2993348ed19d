import type { ErrorCode } from '@mendline/contracts';

/** How a customer names and reaches themselves [A2-6]. */
export interface Contact {
  readonly name: string;
  readonly phone: string | null;
  readonly email: string | null;
  readonly address: string | null;
  readonly company: string | null;
}

const emailForm = /^[^\s@]{1,64}@[^\s@.]+(\.[^\s@.]+)+$/u;

/** What is wrong with a contact, as a code, or null [A2-12]. Phones may be spaced, dashed, full-width, with a country code. */
export const checkContact = ({ name, phone, email }: Contact): ErrorCode | null => {
  if (name.trim() === '') return 'customer.name-missing';
  if (phone === null && email === null) return 'customer.contact-missing';
  const digits = phone?.normalize('NFKC').replace(/\D/gu, '') ?? '';
  if (phone !== null && (digits.length < 5 || digits.length > 17)) return 'customer.phone-invalid';
  return email !== null && !emailForm.test(email.normalize('NFKC').trim()) ? 'customer.email-invalid' : null;
};
