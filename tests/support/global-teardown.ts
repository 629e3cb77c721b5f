import { stopAll } from './shared-servers.ts';

export default stopAll;
