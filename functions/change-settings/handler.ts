import { changeSettingsRoute } from '../../shared/contract/settings.ts';
import { staffEndpoint } from '../../shared/lambda/staff-endpoint.ts';
import { changeSettings } from './change-settings.ts';

export const handler = staffEndpoint(changeSettingsRoute, ({ db, staff, body }) =>
  changeSettings(db, staff, body, new Date()),
);
