import type { GetDashboardQuery, GetDashboardResponse } from '../../shared/contract/dashboard.ts';
import { type Figures, findFigures } from '../../shared/db/dashboard.ts';
import { toMainUnit } from '../../shared/domain/money.ts';
import { faultOf } from '../../shared/domain/period.ts';
import { invalidRequest } from '../../shared/domain/refusals.ts';

/**
 * The figures of a period, by default of the last seven days.
 * @throws DomainError `invalid` the period ends before it begins, or is too long
 */
export async function getDashboard(
  { by = 'order', ...query }: Omit<GetDashboardQuery, 'format'>,
  now: Date,
): Promise<GetDashboardResponse> {
  const { from, to, currency, figures } = await findFigures(query, by, now);
  const fault = faultOf({ from, to });
  if (fault !== null || figures === null) {
    throw invalidRequest([{ path: '/query/from', message: fault ?? 'Invalid period' }]);
  }
  return { from, to, by, currency, ...toResponse(figures) };
}

type Report = Omit<GetDashboardResponse, 'from' | 'to' | 'by' | 'currency'>;

function toResponse(figures: Figures): Report {
  const { accepted, missed, rejected, cancelled, seconds_to_completed: seconds } = figures;
  const decided = accepted + missed + rejected;
  return {
    orders: sum(figures.by_day.map(({ orders }) => orders)),
    revenue: toMainUnit(sum(figures.by_day.map(({ revenue_minor }) => revenue_minor))),
    accepted,
    missed,
    other_currencies: figures.other_currencies.map(withRevenue),
    by_day: figures.by_day.map(withRevenue),
    by_hour: figures.by_hour.map(withRevenue),
    by_product: figures.by_product.map(withRevenue),
    by_category: sumByCategory(figures.by_product).map(withRevenue),
    by_option: figures.by_option.map(({ surcharges_minor, ...option }) => ({
      ...withRevenue(option),
      surcharges: toMainUnit(surcharges_minor),
    })),
    rejected: {
      share: decided === 0 ? null : rejected / decided,
      by_reason: [...figures.rejected_by_reason],
    },
    cancelled,
    seconds_to_completed: { p50: seconds?.[0] ?? null, p95: seconds?.[1] ?? null },
    minutes_ready_before_pickup: figures.minutes_ready_before_pickup,
    counter_sales: figures.counter_sales.map(withWorth),
    waste: figures.waste.map(withWorth),
    count_losses: figures.count_losses.map(withWorth),
  };
}

function sumByCategory(products: Figures['by_product']) {
  return [...Map.groupBy(products, ({ category }) => category)]
    .map(([category, sold]) => ({
      category,
      units: sum(sold.map(({ units }) => units)),
      revenue_minor: sum(sold.map(({ revenue_minor }) => revenue_minor)),
    }))
    .toSorted((one, other) => other.revenue_minor - one.revenue_minor);
}

function withWorth({ worth_minor, ...product }: Figures['waste'][number]) {
  return { ...product, worth: toMainUnit(worth_minor) };
}

function withRevenue<Row extends { readonly revenue_minor: number }>({
  revenue_minor,
  ...row
}: Row) {
  return { ...row, revenue: toMainUnit(revenue_minor) };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
