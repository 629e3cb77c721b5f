import { migrateDatabase } from '../../shared/db/migrate.ts';
import { backgroundHandler } from '../../shared/lambda/background-handler.ts';
import { answerCloudFormation, isFromCloudFormation } from './answer-cloudformation.ts';

const migrate = async () => ({ applied: await migrateDatabase() });

/**
 * Run by CloudFormation at every deployment, before it touches another function, and by hand.
 * Returns the migrations applied now.
 */
export const handler = backgroundHandler((event: unknown) =>
  isFromCloudFormation(event) ? answerCloudFormation(event, migrate) : migrate(),
);
