/** A baker does the day's work; a manager also changes what the work is. */
export const staffRoles = ['baker', 'manager'] as const;
export type StaffRole = (typeof staffRoles)[number];

/** Whether someone with this role may do what is for `needed`. */
export function mayActAs(role: StaffRole, needed: StaffRole): boolean {
  return role === 'manager' || role === needed;
}

/** Someone of the bakery who has signed in. */
export interface StaffMember {
  readonly accountId: number;
  readonly name: string;
  readonly role: StaffRole;
  /** The password of the account is no secret. */
  readonly isDemo: boolean;
}

/** How a change names who made it. No customer and no program is called so. */
export function signatureOf({ name }: Pick<StaffMember, 'name'>): string {
  return `staff:${name}`;
}

/** Whether a signature is one of staff. */
export function isStaff(signature: string): boolean {
  return signature.startsWith('staff:');
}

/** Shortest password that an account may get (characters). */
export const shortestPassword = 10;
