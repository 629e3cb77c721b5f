import { Logger } from '@aws-lambda-powertools/logger';

/**
 * One structured line per event. Fields of a single request are passed with the line and never
 * appended to the logger, because on a machine many requests share this process.
 */
export const logger = new Logger({ serviceName: 'bakery' });
