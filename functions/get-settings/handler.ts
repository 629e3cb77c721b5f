import { getSettingsRoute } from '../../shared/contract/settings.ts';
import { getSettings } from '../../shared/db/settings.ts';
import { staffEndpoint } from '../../shared/lambda/staff-endpoint.ts';

export const handler = staffEndpoint(getSettingsRoute, ({ db }) => getSettings(db));
