import type { StaffOption, StaffOptionGroup } from '../../../shared/contract/options.ts';

/** The group as a request that changes nothing. */
export function toRequest(group: StaffOptionGroup) {
  const { name, active, is_for_production, max_characters, characters, version } = group;
  return {
    name,
    active,
    is_for_production,
    max_characters,
    characters,
    options: group.options.map(toOptionRequest),
    version,
  };
}

function toOptionRequest(option: StaffOption) {
  const { id, name, active, price, allergens, without } = option;
  const { lead_time_days, daily_limit, pools } = option;
  return { id, name, active, price, allergens, without, lead_time_days, daily_limit, pools };
}
