/**
 * Imported first by every process beside the embedded PostgreSQL and SQS: removes variables that
 * the user's shell sets for other programs, so that clients, functions and host see only the
 * settings of this run.
 */
import { forgetShell } from '../../shared/config.ts';

forgetShell();
