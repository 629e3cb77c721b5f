import type { FaultProxy, Watcher } from '../support/fault-proxy.ts';
import type { NameAnswers } from './answers.ts';
import type { Supervised } from './supervised-process.ts';

/** A process whose connections are watched, so that it can be killed before it gets an answer. */
export interface WatchedProcess extends Supervised {
  readonly ports: Ports;
  /** All answers that have come, as "database: commit". */
  readonly answers: Set<string>;
  /**
   * Kills the process when this answer comes next; the answer is lost.
   * @returns a function that says whether the process has been killed before this answer
   */
  killBefore(answer: string | undefined): () => boolean;
}

export interface Connection {
  readonly proxy: FaultProxy;
  readonly nameAnswers: NameAnswers;
}

type Name = 'database' | 'broker' | 'customers';
/** The ports of one process. */
export type Ports = Readonly<Record<Name, number>>;

/**
 * @param connections each gets a port for this process alone
 * @param toProcess receives these ports
 */
export async function watchProcess(
  connections: Readonly<Record<Name, Connection>>,
  toProcess: (ports: Ports) => Supervised,
): Promise<WatchedProcess> {
  const answers = new Set<string>();
  let awaited: string | undefined;
  let kills = 0;

  /** @returns whether the process may have the answer */
  function letPass(answer: string): boolean {
    answers.add(answer);
    if (awaited !== answer || !process.kill()) return true;
    kills++;
    awaited = undefined;
    return false;
  }

  function watch(connection: string, nameAnswers: NameAnswers): Watcher {
    const killsBefore = kills;
    let request: Buffer | undefined;
    return {
      letRequestPass(chunk) {
        request ??= chunk;
        return true;
      },
      letAnswerPass(chunk) {
        // Drops further answers to a process that is being killed.
        if (kills > killsBefore) return false;
        const names = nameAnswers(request, chunk);
        request = undefined;
        return names.every((name) => letPass(`${connection}: ${name}`));
      },
    };
  }

  const opened = Object.entries(connections).map(async ([name, { proxy, nameAnswers }]) => {
    const port = await proxy.openWatchedPort(() => watch(name, nameAnswers));
    return [name, port] as const;
  });
  const ports = Object.fromEntries(await Promise.all(opened)) as Ports;
  const process = toProcess(ports);
  return {
    ...process,
    ports,
    answers,
    killBefore(answer) {
      const killsBefore = kills;
      awaited = answer;
      return () => kills > killsBefore;
    },
  };
}
