export interface Clock {
  readonly name: string;
  /** The time at which the tests begin; the clock runs on from there. */
  readonly at: string;
  /** The time zone of machine and browser. The bakery's zone is in its settings. */
  readonly timeZone: string;
  /** Whether tests with a browser run, too. */
  readonly hasPages: boolean;
}

function clock(name: string, at: string, timeZone = 'UTC', hasPages = false): Clock {
  return { name, at, timeZone, hasPages };
}

/** The bakery of most tests is in Kolkata, five and a half hours ahead of UTC. */
export const clocks: readonly Clock[] = [
  clock('monday', '2027-01-11T07:00:00Z'),
  clock('tuesday', '2027-01-12T07:00:00Z'),
  clock('wednesday', '2027-01-13T07:00:00Z'),
  clock('thursday', '2027-01-14T07:00:00Z'),
  clock('friday', '2027-01-15T07:00:00Z'),
  clock('saturday', '2027-01-16T07:00:00Z'),
  clock('sunday', '2027-01-17T07:00:00Z', 'UTC', true),
  // 23:50 at the bakery: the next day begins while the tests run.
  clock('new-years-eve', '2026-12-31T18:20:00Z', 'UTC', true),
  clock('saturday-night', '2027-01-16T18:20:00Z'),
  clock('end-of-month', '2027-04-30T18:20:00Z'),
  // 23:50 on the machine.
  clock('machine-midnight', '2027-06-08T21:50:00Z', 'Europe/Berlin'),
  clock('early-morning', '2027-06-08T22:10:00Z'),
  clock('leap-day', '2028-02-29T07:00:00Z'),
  clock('before-leap-day', '2028-02-28T18:20:00Z'),
  clock('summer-time-begins', '2027-03-28T00:55:00Z', 'Europe/Berlin', true),
  clock('summer-time-ends', '2027-10-31T00:55:00Z', 'Europe/Berlin'),
  clock('summer-time-begins-in-america', '2027-03-14T09:55:00Z', 'America/Edmonton'),
  clock('summer-time-ends-in-america', '2027-11-07T07:55:00Z', 'America/Edmonton'),
];
