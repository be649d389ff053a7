import pino, { type DestinationStream, type Logger } from 'pino';

/** What may be said of an error: its kind, its code and where in our code it rose. Messages may hold people's words. */
export const errorFields = (cause: unknown): Record<string, unknown> => {
  if (!(cause instanceof Error)) return { error: typeof cause };
  const code = (cause as { code?: unknown }).code;
  const frames = (cause.stack ?? '')
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .slice(0, 6)
    .map((line) => line.trim());
  return {
    error: cause.name,
    ...(typeof code === 'string' || typeof code === 'number' ? { code } : {}),
    stack: frames,
  };
};

/** Fields that may stand in a log. Whatever else is handed in is dropped before it is written. */
const ALLOWED = new Set([
  'level',
  'time',
  'msg',
  'channel',
  'outcome',
  'flow',
  'step',
  'redone',
  'kind',
  'reason',
  'status',
  'route',
  'method',
  'ms',
  'error',
  'code',
  'stack',
  'release',
  'host',
  'port',
  'variable',
  'state',
  'diagnostics',
]);

export const createLogger = (level: string, destination?: DestinationStream): Logger =>
  pino(
    {
      level,
      base: null,
      formatters: {
        log: (fields) => Object.fromEntries(Object.entries(fields).filter(([name]) => ALLOWED.has(name))),
      },
      serializers: { err: errorFields, error: (value: unknown) => (value instanceof Error ? value.name : value) },
    },
    destination ?? pino.destination(1),
  );
