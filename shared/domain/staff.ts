/** A baker does the daily work; a manager also changes catalogue, settings and accounts. */
export const staffRoles = ['baker', 'manager'] as const;
export type StaffRole = (typeof staffRoles)[number];

/** Whether this role includes the permissions of `needed`. */
export function mayActAs(role: StaffRole, needed: StaffRole): boolean {
  return role === 'manager' || role === needed;
}

/** A staff member who has signed in. */
export interface StaffMember {
  readonly accountId: number;
  readonly name: string;
  readonly role: StaffRole;
  /** The password of the account is public. */
  readonly isDemo: boolean;
}

/** The actor of a change in the timeline. Customers and programs have no such signature. */
export function signatureOf({ name }: Pick<StaffMember, 'name'>): string {
  return `staff:${name}`;
}

/** Whether a signature belongs to a staff member. */
export function isStaff(signature: string): boolean {
  return signature.startsWith('staff:');
}

/** Shortest new password (characters). */
export const shortestPassword = 10;
