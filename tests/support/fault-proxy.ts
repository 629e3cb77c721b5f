import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';

export interface FaultProxyOptions {
  /** The server's port on 127.0.0.1. The server may stop and start. */
  readonly upstreamPort: number;
  /** The proxy's port; default: a free one. */
  readonly port?: number;
}

/**
 * Sees the data of one connection before the proxy passes it on. Data that the watcher does not let
 * pass is lost, and the connection is reset.
 */
export interface Watcher {
  letRequestPass(content: Buffer): boolean;
  letAnswerPass(content: Buffer): boolean;
}

/** A TCP proxy that fails on demand. Faults can be combined, and last until `heal()`. */
export interface FaultProxy {
  readonly port: number;
  /**
   * Opens another port, with the same faults.
   * @param watch is called for each of its connections
   * @returns the port
   */
  openWatchedPort(watch: () => Watcher): Promise<number>;
  /** Delays every byte from now on, in both directions (milliseconds). */
  setLatency(ms: number): void;
  /** Resets every open connection on both sides. New connections are served normally. */
  cut(): void;
  /**
   * While on, nothing passes in either direction and nothing is closed, as with a pulled cable; new
   * connections are accepted without effect. When switched off, held data passes.
   */
  halfOpen(on: boolean): void;
  /**
   * While on, data from clients passes and responses are held, so that a request is executed
   * without a response. When switched off, held data passes.
   */
  holdAnswers(on: boolean): void;
  /** While on, new connections are reset at once; open connections stay. */
  refuse(on: boolean): void;
  /** Resets the connection of the next response after this number of its bytes. */
  cutInTheMiddle(afterBytes: number): void;
  /** Ends all faults. Held data passes at once. */
  heal(): void;
  /** The number of connected clients. */
  connections(): number;
  stop(): Promise<void>;
}

/** The state that all connections share. */
interface Network {
  latencyMs: number;
  isHalfOpen: boolean;
  isHoldingAnswers: boolean;
  isRefusing: boolean;
  cutAfterBytes: number | undefined;
}

const healthy: Network = {
  latencyMs: 0,
  isHalfOpen: false,
  isHoldingAnswers: false,
  isRefusing: false,
  cutAfterBytes: undefined,
};

interface Connection {
  /** Called after a change of the network: relays the data that may pass now. */
  resume(): void;
  reset(): void;
}

/** The limit of held bytes. At the limit the sender must wait, as for a full socket. */
const maxHeldBytes = 256 * 1024;

/** Starts a TCP proxy on 127.0.0.1 in front of one server on this machine. */
export async function startFaultProxy({
  upstreamPort,
  port = 0,
}: FaultProxyOptions): Promise<FaultProxy> {
  const network: Network = { ...healthy };
  const connections = new Set<Connection>();
  const servers: Server[] = [];

  async function listen(on: number, watch?: () => Watcher): Promise<number> {
    const server = createServer({ allowHalfOpen: true, pauseOnConnect: true }, (near) => {
      if (network.isRefusing) {
        near.on('error', () => undefined);
        near.resetAndDestroy();
        return;
      }
      const connection = relay(near, upstreamPort, network, watch?.());
      connections.add(connection);
      near.once('close', () => connections.delete(connection));
    });
    servers.push(server);
    server.listen(on, '127.0.0.1');
    await once(server, 'listening');
    return (server.address() as AddressInfo).port;
  }

  const mainPort = await listen(port);
  const change = (to: Partial<Network>) => {
    Object.assign(network, to);
    for (const connection of [...connections]) connection.resume();
  };
  const cut = () => {
    for (const connection of [...connections]) connection.reset();
  };
  return {
    port: mainPort,
    openWatchedPort: (watch) => listen(0, watch),
    setLatency: (latencyMs) => change({ latencyMs }),
    cut,
    halfOpen: (isHalfOpen) => change({ isHalfOpen }),
    holdAnswers: (isHoldingAnswers) => change({ isHoldingAnswers }),
    refuse: (isRefusing) => change({ isRefusing }),
    cutInTheMiddle: (cutAfterBytes) => change({ cutAfterBytes }),
    heal: () => change(healthy),
    connections: () => connections.size,
    async stop() {
      const closed = servers.map((server) => once(server.close(), 'close'));
      cut();
      await Promise.all(closed);
    },
  };
}

/** One client's connection, and the proxy's connection to the server for it. */
function relay(
  near: Socket,
  upstreamPort: number,
  network: Network,
  watcher: Watcher | undefined,
): Connection {
  let far: Socket | undefined;
  let directions: { resume(): void }[] = [];
  let remaining: number | undefined;

  const reset = () => {
    near.resetAndDestroy();
    far?.resetAndDestroy();
  };

  /** How much of this chunk of a response passes before the connection is reset. */
  const allow = (content: Buffer): number => {
    if (watcher?.letAnswerPass(content) === false) return 0;
    const bytes = content.length;
    if (remaining === undefined && network.cutAfterBytes !== undefined) {
      remaining = network.cutAfterBytes;
      network.cutAfterBytes = undefined;
    }
    if (remaining === undefined) return bytes;
    const allowed = Math.min(bytes, remaining);
    remaining -= allowed;
    return allowed;
  };

  function open(): Socket {
    const opened = connect({ port: upstreamPort, host: '127.0.0.1', allowHalfOpen: true });
    watch(opened);
    directions = [
      carry(near, opened, {
        network,
        isHeld: () => network.isHalfOpen,
        allow: (content) => (watcher?.letRequestPass(content) === false ? 0 : content.length),
        reset,
      }),
      carry(opened, near, {
        network,
        isHeld: () => network.isHalfOpen || network.isHoldingAnswers,
        allow,
        reset,
      }),
    ];
    return opened;
  }

  /** A reset on one side resets the other side, except while the network is half-open. */
  function watch(socket: Socket) {
    socket.setNoDelay(true);
    socket.on('error', () => undefined);
    socket.on('close', (hadError) => {
      if (hadError && !network.isHalfOpen) reset();
    });
  }

  function resume() {
    if (network.isHalfOpen) return;
    far ??= open();
    if (near.errored || far.errored) reset();
    else for (const direction of directions) direction.resume();
  }

  watch(near);
  resume();
  return { resume, reset };
}

interface Parcel {
  /** Undefined stands for the end of the data. */
  readonly content: Buffer | undefined;
  readonly sentAt: number;
}

interface Direction {
  readonly network: Network;
  /** Whether data is held at the moment. */
  readonly isHeld: () => boolean;
  /** How many of these bytes pass before the connection is reset. */
  readonly allow: (content: Buffer) => number;
  readonly reset: () => void;
}

/** Carries data and its end in one direction, in order and with the current delay. */
function carry(from: Socket, to: Socket, { network, isHeld, allow, reset }: Direction) {
  const parcels: Parcel[] = [];
  let heldBytes = 0;
  let timer: NodeJS.Timeout | undefined;

  function hold(content: Buffer | undefined) {
    parcels.push({ content, sentAt: performance.now() });
    heldBytes += content?.length ?? 0;
    resume();
    if (heldBytes > maxHeldBytes) from.pause();
  }

  function resume() {
    clearTimeout(timer);
    for (const parcel of [...parcels]) {
      if (isHeld() || to.destroyed) return;
      const early = parcel.sentAt + network.latencyMs - performance.now();
      if (early > 0) {
        timer = setTimeout(resume, early);
        return;
      }
      parcels.shift();
      pass(parcel.content);
    }
  }

  function pass(content: Buffer | undefined) {
    if (!content) {
      to.end();
      return;
    }
    heldBytes -= content.length;
    const allowed = allow(content);
    if (allowed < content.length) {
      to.write(content.subarray(0, allowed), reset);
    } else if (!to.write(content)) {
      from.pause();
      to.once('drain', () => from.resume());
    } else if (from.isPaused() && heldBytes <= maxHeldBytes) {
      from.resume();
    }
  }

  from.on('data', hold);
  from.once('end', () => hold(undefined));
  from.once('close', () => {
    if (parcels.length === 0) clearTimeout(timer);
  });
  from.resume();
  return { resume };
}
