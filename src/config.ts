import { readPersonKeys } from './base/keys.ts';
import { OperationalError } from './base/operational-error.ts';

/** Every setting, read once from the environment and never again. */
export interface Config {
  readonly port: number;
  readonly host: string;
  readonly publicUrl: string | undefined;
  readonly databaseUrl: string;
  readonly personKeys: readonly Buffer[] | undefined;
  readonly telegram: Telegram | undefined;
  readonly twilio: Twilio | undefined;
  readonly workshopToken: string | undefined;
  readonly startAt: number | undefined;
  readonly logLevel: string;
}

export interface Telegram {
  readonly token: string;
  readonly mode: 'webhook' | 'polling';
  readonly secret: string | undefined;
  readonly apiRoot: string | undefined;
}

export interface Twilio {
  readonly accountSid: string;
  /** The newest first; a request signed with any of them is genuine. */
  readonly authTokens: readonly string[];
  readonly smsFrom: string | undefined;
  readonly whatsappFrom: string | undefined;
  readonly apiRoot: string | undefined;
}

export type Environment = Readonly<Record<string, string | undefined>>;

const LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'];
const bad = (variable: string, what: string): never => {
  throw new OperationalError('bad-config', `${variable} ${what}`);
};

/** Reads the settings; a missing or empty secret refuses to start with one line that names the variable. */
export const readConfig = (env: Environment): Config => {
  // An empty variable is a mistake where it holds a secret, and unset elsewhere.
  const filled = (name: string): string | undefined => (env[name]?.trim() ? env[name]?.trim() : undefined);
  const secret = (name: string): string | undefined => {
    if (env[name] === undefined) return undefined;
    return filled(name) ?? bad(name, 'is empty: remove it, or give it its value');
  };
  const publicUrl = readPublicUrl(filled('PUBLIC_URL'));
  const databaseUrl = readDatabaseUrl(env);
  const key = secret('PERSON_KEY');
  if (!key && /^postgres(ql)?:/i.test(databaseUrl)) bad('PERSON_KEY', 'is required with PostgreSQL');
  const port = Number(filled('PORT') ?? 3000);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) bad('PORT', 'must be a number from 0 to 65535');
  const startAt = filled('NOW') === undefined ? undefined : Date.parse(filled('NOW') ?? '');
  if (startAt !== undefined && Number.isNaN(startAt)) bad('NOW', 'must be an instant such as 2026-11-21T12:00:00Z');
  const logLevel = filled('LOG_LEVEL') ?? 'info';
  if (!LEVELS.includes(logLevel)) bad('LOG_LEVEL', `must be one of ${LEVELS.join(', ')}`);
  return {
    port,
    host: filled('HOST') ?? '127.0.0.1',
    publicUrl,
    databaseUrl,
    personKeys: key === undefined ? undefined : readPersonKeys(key),
    telegram: readTelegram(filled, secret, publicUrl),
    twilio: readTwilio(filled, secret, publicUrl),
    workshopToken: secret('WORKSHOP_TOKEN'),
    startAt,
    logLevel,
  };
};

/** Shorter ones can be guessed by whoever may try for long enough. */
const LEAST_SECRET = 16;

/** The variables whose secret is in use and was made up too short: told at the start, and no reason to refuse it. */
export const shortSecrets = ({ workshopToken, telegram }: Config): readonly string[] => {
  const secrets = {
    WORKSHOP_TOKEN: workshopToken,
    TELEGRAM_WEBHOOK_SECRET: telegram?.mode === 'webhook' ? telegram.secret : undefined,
  };
  return Object.entries(secrets).flatMap(([name, secret]) =>
    secret !== undefined && secret.length < LEAST_SECRET ? [name] : [],
  );
};

/** Where the store is. */
export const readDatabaseUrl = (env: Environment): string =>
  env['DATABASE_URL']?.trim() || 'sqlite:./data/ventanilla.db';

type Read = (name: string) => string | undefined;

/** The address without a trailing slash; a `#fragment` (Twilio's connection overrides) is no part of what is signed. */
const readPublicUrl = (text: string | undefined): string | undefined => {
  if (text === undefined) return undefined;
  if (!URL.canParse(text) || !/^https?:$/.test(new URL(text).protocol))
    bad('PUBLIC_URL', 'must be a web address such as https://bot.example.org');
  return text.replace(/#.*$/, '').replace(/\/+$/, '');
};

const readTelegram = (filled: Read, secret: Read, publicUrl: string | undefined): Telegram | undefined => {
  const token = secret('TELEGRAM_BOT_TOKEN');
  const webhookSecret = secret('TELEGRAM_WEBHOOK_SECRET');
  if (token === undefined) return undefined;
  const mode = filled('TELEGRAM_MODE') ?? (publicUrl ? 'webhook' : 'polling');
  if (mode !== 'webhook' && mode !== 'polling') return bad('TELEGRAM_MODE', 'must be webhook or polling');
  if (mode === 'webhook') {
    if (!publicUrl) bad('PUBLIC_URL', 'is required for the Telegram webhook');
    if (!webhookSecret) bad('TELEGRAM_WEBHOOK_SECRET', 'is required for the Telegram webhook');
    if (!/^[A-Za-z0-9_-]{1,256}$/.test(webhookSecret ?? ''))
      bad('TELEGRAM_WEBHOOK_SECRET', 'must be 1 to 256 of A-Z a-z 0-9 _ -');
  }
  return { token, mode, secret: webhookSecret, apiRoot: filled('TELEGRAM_API_ROOT') };
};

const readTwilio = (filled: Read, secret: Read, publicUrl: string | undefined): Twilio | undefined => {
  const accountSid = filled('TWILIO_ACCOUNT_SID');
  const tokens = secret('TWILIO_AUTH_TOKEN')
    ?.split(',')
    .map((token) => token.trim());
  if (accountSid === undefined && tokens === undefined) return undefined;
  if (accountSid === undefined) return bad('TWILIO_ACCOUNT_SID', 'is required with TWILIO_AUTH_TOKEN');
  if (tokens === undefined) return bad('TWILIO_AUTH_TOKEN', 'is required with TWILIO_ACCOUNT_SID');
  if (tokens.includes('')) bad('TWILIO_AUTH_TOKEN', 'holds an empty token');
  if (!publicUrl) bad('PUBLIC_URL', 'is required when Twilio is on: signatures are checked against it');
  return {
    accountSid,
    authTokens: tokens,
    smsFrom: filled('TWILIO_SMS_FROM'),
    whatsappFrom: filled('TWILIO_WHATSAPP_FROM'),
    apiRoot: filled('TWILIO_API_ROOT'),
  };
};

/** The process's environment: the only place that reads it. */
export const environment = (): Environment => process.env;
