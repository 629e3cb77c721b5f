import { DomainError } from './errors.ts';
import { invalidRequest } from './refusals.ts';

export function takenPoolName(): DomainError {
  return invalidRequest([{ path: '/name', message: 'Another pool has this name' }]);
}

export function unknownPool(id: number): DomainError {
  return new DomainError('not-found', 'unknown-pool', `There is no pool ${id}.`);
}
