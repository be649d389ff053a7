import { once } from 'node:events';

/** The heap of another process, seen through its inspector. */
export interface Heap {
  /** Megabytes in use once everything that nobody needs is collected. */
  readonly used: () => Promise<number>;
  readonly close: () => void;
}

interface Answer {
  readonly id?: number;
  readonly result?: { readonly usedSize?: number };
}

export const openHeap = async (inspector: string): Promise<Heap> => {
  const socket = new WebSocket(inspector);
  await once(socket, 'open');
  const waiting = new Map<number, (answer: Answer) => void>();
  let count = 0;
  socket.addEventListener('message', ({ data }) => {
    const answer = JSON.parse(String(data)) as Answer;
    waiting.get(answer.id ?? 0)?.(answer);
    waiting.delete(answer.id ?? 0);
  });
  const call = (method: string): Promise<Answer> =>
    new Promise((resolve) => {
      waiting.set(++count, resolve);
      socket.send(JSON.stringify({ id: count, method }));
    });
  return {
    used: async () => {
      await call('HeapProfiler.collectGarbage');
      const { result } = await call('Runtime.getHeapUsage');
      return Math.round((result?.usedSize ?? Number.NaN) / 1e5) / 10;
    },
    close: () => socket.close(),
  };
};
