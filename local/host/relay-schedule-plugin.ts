/**
 * A plugin for serverless-offline that runs the relay every ten seconds. EventBridge, which runs the relay in AWS,
 * has no interval shorter than a minute.
 */

/** The parts of osls that are used here. */
interface Serverless {
  readonly service: {
    readonly functions: Readonly<
      Record<string, { readonly events?: readonly { schedule?: unknown }[] }>
    >;
  };
}

/** serverless-offline drops the last field, the year; node-schedule reads the first one as seconds. */
const everyTenSeconds = 'cron(*/10 * * * * * *)';

export default class RelaySchedulePlugin {
  /** One hook for `serverless offline start`, one for `serverless offline`. */
  readonly hooks = {
    'before:offline:start': () => this.#shortenInterval(),
    'before:offline:start:init': () => this.#shortenInterval(),
  };
  readonly #serverless: Serverless;

  constructor(serverless: Serverless) {
    this.#serverless = serverless;
  }

  #shortenInterval(): void {
    for (const event of this.#serverless.service.functions['relayOrders']?.events ?? []) {
      if ('schedule' in event) event.schedule = everyTenSeconds;
    }
  }
}
