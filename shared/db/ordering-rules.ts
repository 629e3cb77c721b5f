/**
 * SQL for the columns of `OrderingRules`, except the kind.
 * @param product the alias of the table of products
 */
export function orderingRules(product: string): string {
  return `
    ${product}.lead_time_hours as "leadTimeHours", ${product}.lead_time_days as "leadTimeDays",
    ${product}.cut_off as "cutOff", ${product}.cut_off_days as "cutOffDays",
    ${product}.horizon_days as "horizonDays",
    ${product}.season_from::text as "seasonFrom", ${product}.season_to::text as "seasonTo"`;
}
