/**
 * Imported first by what runs beside the embedded PostgreSQL and SQS: takes from the environment what
 * the user's shell has for other programs, so that clients, the functions and their host get only what
 * this run names.
 */
import { forgetShell } from '../../shared/config.ts';

forgetShell();
