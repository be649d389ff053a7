import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** The way between a server process and its database, which can be cut or stopped; and it sees when a turn was written. */
export interface Wire {
  readonly port: number;
  /** Breaks every connection; new ones are taken. */
  readonly cut: () => void;
  /** Lets nothing through for so many milliseconds, and tells nobody. */
  readonly stall: (ms: number) => void;
  /** Calls once the database has said that a turn is written, and keeps that from the server: what was answered before stays unsaid. */
  readonly atCommit: (then: () => void) => () => void;
  readonly close: () => Promise<void>;
}

/** A prepared statement that writes a turn, as a Bind message of PostgreSQL names it (src/store/postgres-statement.ts). */
const WRITES = ['\0begin', '\0go-on', '\0forget'].map((name) => Buffer.from(name));
const BIND = 'B'.charCodeAt(0);

const isWrite = (data: Buffer): boolean => data.includes(BIND) && WRITES.some((name) => data.includes(name));

export const createWire = async (target: { readonly host: string; readonly port: number }): Promise<Wire> => {
  const sockets = new Set<Socket>();
  let waiting: (() => void) | undefined;
  let stalledUntil = 0;
  const hold = (socket: Socket): Socket => {
    sockets.add(socket);
    return socket.on('close', () => sockets.delete(socket)).on('error', () => {});
  };
  const server = createServer((near) => {
    const far = connect(target);
    hold(near).setNoDelay(true);
    hold(far).setNoDelay(true);
    let writes = false;
    const pass = (to: Socket, data: Buffer): void => {
      const rest = stalledUntil - performance.now();
      if (rest > 0) setTimeout(() => to.write(data), rest);
      else to.write(data);
    };
    near.on('data', (data: Buffer) => {
      writes = isWrite(data);
      pass(far, data);
    });
    far.on('data', (data: Buffer) => {
      if (writes && waiting) {
        const then = waiting;
        waiting = undefined;
        then();
        return;
      }
      pass(near, data);
    });
    near.on('close', () => far.destroy());
    far.on('close', () => near.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const cut = (): void => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    port: (server.address() as AddressInfo).port,
    cut,
    stall: (ms) => {
      stalledUntil = performance.now() + ms;
    },
    atCommit: (then) => {
      waiting = then;
      return () => {
        waiting = undefined;
      };
    },
    close: async () => {
      cut();
      await new Promise((resolve) => server.close(resolve));
    },
  };
};
