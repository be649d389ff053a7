import { Agent, request } from 'node:http';

/** How the wire behaves during one request. */
export interface Weather {
  /** Milliseconds before it is sent. */
  readonly delay: number;
  /** The connection breaks: before anything is sent, or once the answer begins to come. */
  readonly breaks?: 'before' | 'at-the-answer';
}

export interface Answer {
  readonly status: number;
  readonly body: string;
}

const READ_TIMEOUT_MS = 15_000;

/** Posts as providers do, on kept connections; throws when no whole answer came. */
export const createPost = () => {
  const agent = new Agent({ keepAlive: true, maxSockets: 256 });
  const post = async (
    url: string,
    headers: Readonly<Record<string, string>>,
    payload: string,
    { delay, breaks }: Weather,
  ): Promise<Answer> => {
    if (delay > 0) await new Promise((resolve) => setTimeout(resolve, delay));
    if (breaks === 'before') throw new Error('the connection broke before the request');
    return new Promise((resolve, reject) => {
      const sent = request(
        url,
        {
          method: 'POST',
          agent,
          timeout: READ_TIMEOUT_MS,
          headers: { ...headers, 'content-length': Buffer.byteLength(payload) },
        },
        (response) => {
          if (breaks === 'at-the-answer') {
            sent.destroy(new Error('the connection broke at the answer'));
            return;
          }
          const parts: Buffer[] = [];
          response.on('data', (part: Buffer) => parts.push(part));
          response.on('error', reject);
          response.on('end', () =>
            resolve({ status: response.statusCode ?? 0, body: Buffer.concat(parts).toString('utf8') }),
          );
        },
      );
      sent.on('error', reject);
      sent.on('timeout', () => sent.destroy(new Error('no answer in time')));
      sent.end(payload);
    });
  };
  return { post, close: () => agent.destroy() };
};

export type Post = ReturnType<typeof createPost>['post'];
