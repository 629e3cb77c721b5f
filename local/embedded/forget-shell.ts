/**
 * Removes variables that the user's shell sets for other programs, so that clients, functions and
 * host see only the settings of this run. Every process that uses the embedded PostgreSQL and SQS
 * imports this file first.
 */
import { forgetShell } from '../../shared/config.ts';

forgetShell();
