import pino, { type DestinationStream, type Logger } from 'pino';

/** How programs spell codes: `ECONNRESET`, `FST_ERR_X`, `store-busy`, SQLSTATE `57P01`. Anything else may be someone's words. */
const CODE = /^(?:[A-Z][A-Z0-9_]{1,63}|[a-z]+(?:-[a-z]+){0,7}|[0-9A-Z]{5})$/;
const GREATEST_CODE = 999_999;
const NAME = /^[A-Z][A-Za-z]{1,63}$/;
/** A line of a stack that ends in a place in a file. */
const FRAME = /^ {4}at (?:[^()]{1,120} \()?(?:file:\/\/|node:|\/|[A-Za-z]:\\)[^()]{1,300}:\d+:\d+\)?$/;
const MOST_FRAMES = 6;

const isCode = (code: unknown): boolean =>
  typeof code === 'string' ? CODE.test(code) : Number.isInteger(code) && Math.abs(Number(code)) <= GREATEST_CODE;

/** A message may have lines of its own that look like frames: it is cut out first. */
const framesOf = ({ stack = '', message }: Error): readonly string[] => {
  const at = stack.indexOf(message);
  return (at < 0 ? stack : stack.slice(at + message.length))
    .split('\n')
    .filter((line) => FRAME.test(line))
    .slice(0, MOST_FRAMES)
    .map((line) => line.trim());
};

/** What may be said of an error: its kind, its code and where in our code it rose. Messages may hold people's words. */
export const errorFields = (cause: unknown): Record<string, unknown> => {
  if (!(cause instanceof Error)) return { error: typeof cause };
  // What the Bot API refuses has its code by another name; the description beside it is left out.
  const { code, error_code } = cause as { code?: unknown; error_code?: unknown };
  const known = [code, error_code].find(isCode);
  return {
    error: NAME.test(cause.name) ? cause.name : 'Error',
    ...(known === undefined ? {} : { code: known }),
    stack: framesOf(cause),
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

/** An error is reduced before pino sees it, which would else take its message for the line's own. */
const reduced = (fields: unknown): unknown => {
  if (fields instanceof Error) return errorFields(fields);
  if (typeof fields !== 'object' || fields === null || !('err' in fields)) return fields;
  const { err, ...rest } = fields;
  return { ...rest, ...errorFields(err) };
};

export const createLogger = (level: string, destination?: DestinationStream): Logger =>
  pino(
    {
      level,
      base: null,
      hooks: {
        logMethod([fields, ...rest], method) {
          return method.apply(this, [reduced(fields), ...rest] as Parameters<typeof method>);
        },
      },
      formatters: {
        log: (fields) => Object.fromEntries(Object.entries(fields).filter(([name]) => ALLOWED.has(name))),
      },
      serializers: { error: (value: unknown) => (value instanceof Error ? errorFields(value)['error'] : value) },
    },
    destination ?? pino.destination(1),
  );
