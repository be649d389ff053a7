import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';

/** A wire between a client and a server that a test can cut, keep silent and mend. */
export interface TcpProxy {
  readonly port: number;
  /** Ends every connection and takes no more. */
  readonly cut: () => Promise<void>;
  /** Takes connections again, on the same port. */
  readonly mend: () => Promise<void>;
  /** Lets nothing through any more, and tells nobody; `new` connections are taken, and as silent, until it is mended. */
  readonly silence: (connections?: 'new') => void;
}

export const createTcpProxy = async (target: { readonly host: string; readonly port: number }): Promise<TcpProxy> => {
  const sockets = new Set<Socket>();
  let silent = false;
  const hold = (socket: Socket): Socket => {
    sockets.add(socket);
    return socket.on('close', () => sockets.delete(socket)).on('error', () => {});
  };
  const listen = async (at: number): Promise<Server> => {
    const one = createServer((near) => {
      if (silent) {
        hold(near).pause();
        return;
      }
      const far = connect(target);
      hold(near).pipe(hold(far)).pipe(near);
    });
    await new Promise<void>((resolve) => one.listen(at, '127.0.0.1', resolve));
    return one;
  };
  let server = await listen(0);
  const { port } = server.address() as AddressInfo;
  return {
    port,
    cut: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      for (const socket of sockets) socket.destroy();
      await closed;
    },
    mend: async () => {
      silent = false;
      if (!server.listening) server = await listen(port);
    },
    silence: (connections) => {
      silent = connections === 'new';
      for (const socket of sockets) socket.unpipe();
      for (const socket of sockets) socket.pause();
    },
  };
};
