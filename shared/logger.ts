import { Logger } from '@aws-lambda-powertools/logger';

/**
 * One structured line per fact. What belongs to a single request is passed with the line, never
 * appended to the logger: on a machine many requests share this process.
 */
export const logger = new Logger({ serviceName: 'bakery' });
