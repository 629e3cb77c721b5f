/**
 * Faulty versions of this system. Each is a change to the code that the checker must detect,
 * because otherwise the checker would not detect such a fault in the real code.
 */
export interface Mutant {
  readonly name: string;
  readonly changes: readonly {
    readonly file: string;
    readonly from: string;
    readonly to: string;
  }[];
}

export const mutants = [
  {
    name: 'acknowledges before it commits',
    changes: [
      {
        file: 'local/event-sources/rabbitmq-event-source.ts',
        from: 'const failed = await invoke(',
        to: "acknowledge(deliveries.at(-1), 'and all before');\n    const failed = await invoke(",
      },
      {
        file: 'local/event-sources/rabbitmq-event-source.ts',
        from: "if (failed.size === 0 && waiting === 0) acknowledge(deliveries.at(-1), 'and all before');\n    else await Promise.all(deliveries.map((one) => settle(one, toOutcome(one, failed))));",
        to: 'void settle;',
      },
    ],
  },
  {
    name: 'has no relay',
    changes: [
      {
        file: 'functions/relay-orders/relay-orders.ts',
        from: 'const due = await claimDueOrders(db, claimSize);',
        to: 'const due = (await claimDueOrders(db, claimSize)).slice(0, 0);',
      },
    ],
  },
  {
    name: 'does not wait for confirms',
    changes: [
      {
        file: 'shared/queue/rabbitmq.ts',
        from: 'await (await channel()).publish(topology.work, content, timeoutMs);',
        to: 'void (await channel()).publish(topology.work, content, timeoutMs).catch(() => undefined);',
      },
    ],
  },
  {
    name: 'has a queue that is not durable',
    changes: [
      {
        file: 'shared/queue/rabbitmq-topology.ts',
        from: "return { durable: true, arguments: { 'x-queue-type': 'quorum', ...args } };",
        to: 'return { durable: false, arguments: {} };',
      },
    ],
  },
  {
    name: 'treats every request as a new one',
    changes: [
      {
        file: 'functions/place-order/place-order.ts',
        from: 'idempotencyKey: idempotencyKey ?? null,',
        to: 'idempotencyKey: null,',
      },
    ],
  },
  {
    name: 'allocates without a lock',
    changes: [
      {
        file: 'shared/db/allocation-lock.ts',
        from: "`select pg_advisory_xact_lock(hashtext('bakery allocation'))`",
        to: '`select 1`',
      },
      {
        file: 'shared/db/processing.ts',
        from: 'for no key update\n        )\n        select\n',
        to: ')\n        select\n',
      },
    ],
  },
  {
    name: 'says sold out while there is stock',
    changes: [
      {
        file: 'shared/domain/allocation.ts',
        from: "if (!isInStock(order.lines, left.stock)) return reject(order, 'sold out');",
        to: "if (order.lines.length > 0) return reject(order, 'sold out');",
      },
    ],
  },
  {
    name: 'ignores the chosen time',
    changes: [
      {
        file: 'shared/db/processing.ts',
        from: 'pickupAt: toDate(order.pickup_at),',
        to: 'pickupAt: null,',
      },
    ],
  },
  {
    name: 'ignores pools',
    changes: [
      {
        file: 'shared/domain/allocation.ts',
        from: 'const ofDay = toDayDemand(pools, lines);',
        to: 'const ofDay = { ...toDayDemand(pools, lines), pools: new Map() };',
      },
    ],
  },
] as const satisfies readonly Mutant[];

/** @throws when the code no longer contains the text that the mutant changes */
export function mutate(file: string, source: string, mutant: Mutant | undefined): string {
  let text = source;
  for (const change of mutant?.changes ?? []) {
    if (change.file !== file) continue;
    if (!text.includes(change.from)) {
      throw new Error(
        `The text that the mutant "${mutant?.name ?? ''}" changes is missing in ${file}.`,
      );
    }
    text = text.replace(change.from, change.to);
  }
  return text;
}
