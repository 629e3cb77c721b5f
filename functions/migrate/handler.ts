import { migrateDatabase } from '../../shared/db/migrate.ts';
import { backgroundHandler } from '../../shared/lambda/background-handler.ts';
import { answerCloudFormation, isFromCloudFormation } from './answer-cloudformation.ts';

const migrate = async () => ({ applied: await migrateDatabase() });

/**
 * CloudFormation runs this function at every deployment, before any other function is updated. It
 * can also be invoked by hand. Returns the migrations applied now.
 */
export const handler = backgroundHandler((event: unknown) =>
  isFromCloudFormation(event) ? answerCloudFormation(event, migrate) : migrate(),
);
