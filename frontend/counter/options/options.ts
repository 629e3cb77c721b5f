import type { OpenView } from '../view.ts';

/** "#/options", "#/options/new", "#/options/12" */
export const open: OpenView = async (context) => {
  if (context.argument === '') await (await import('./list.ts')).openList(context);
  else await (await import('./group.ts')).openGroup(context);
};
